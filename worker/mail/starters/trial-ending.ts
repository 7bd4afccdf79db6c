import type { Starter } from './starter.ts'

export const TRIAL_ENDING: Starter = {
  id: 'trial-ending',
  name: 'Trial ends in 3 days',
  category: 'transactional',
  binding: { trigger: 'subscription.trial_ending' },
  required: ['subscription.trial_end'],
  layout: 'default',
  subject: 'Your trial ends on {{ subscription.trial_end | date }}',
  preheader:
    '{% assign days = subscription.trial_end | days_until %}{% if days > 0 %}{{ days }} {{ days | pluralize: "day", "days" }} left. {% endif %}Here is what happens then, and what you can do.',
  html: `{% assign ends = false %}{% if subscription.cancel_at and subscription.cancel_at <= subscription.trial_end %}{% assign ends = true %}{% endif %}{% assign days = subscription.trial_end | days_until %}<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3;">{% if days > 0 %}{{ days }} {{ days | pluralize: "day", "days" }} left in your trial{% else %}Your trial ends today{% endif %}</h1>
<p style="margin:0 0 16px;">Hi {{ customer.first_name | default: "there" }},</p>
<p style="margin:0 0 16px;">Your trial{% if subscription.plan %} of {{ subscription.plan }}{% endif %} ends on {{ subscription.trial_end | date }}.{% if ends %} As you asked, it does not go on after that, and nothing will be charged.{% elsif subscription.amount %} After that it continues at {{ subscription.amount | money }}{% if subscription.interval and subscription.interval_count == 1 %} per {{ subscription.interval }}{% endif %}, and nothing that you have set up is lost.{% else %} Nothing that you have set up is lost after that.{% endif %}</p>
{% unless ends %}{% if links.update_payment %}<p style="margin:0;">To carry on without a break, make sure that we know how you would like to pay:</p>
{% render "button", url: links.update_payment, label: "Add payment details" %}{% endif %}
<p style="margin:0;">If it is not for you, you can cancel before that day{% if links.billing_portal %} on <a href="{{ links.billing_portal }}" style="color:#1d4ed8;">your billing page</a>{% endif %} and pay nothing. If you are still undecided, tell us what you are missing: we read every answer.</p>{% endunless %}`,
  text: `{% assign ends = false %}{% if subscription.cancel_at and subscription.cancel_at <= subscription.trial_end %}{% assign ends = true %}{% endif %}Hi {{ customer.first_name | default: "there" }},

Your trial{% if subscription.plan %} of {{ subscription.plan }}{% endif %} ends on {{ subscription.trial_end | date }}.{% if ends %} As you asked, it does not go on after that, and nothing will be charged.{% elsif subscription.amount %} After that it continues at {{ subscription.amount | money }}{% if subscription.interval and subscription.interval_count == 1 %} per {{ subscription.interval }}{% endif %}, and nothing that you have set up is lost.{% else %} Nothing that you have set up is lost after that.{% endif %}
{% unless ends %}{% if links.update_payment %}
To carry on without a break, make sure that we know how you would like to pay:
{{ links.update_payment }}
{% endif %}
If it is not for you, you can cancel before that day and pay nothing.{% if links.billing_portal %} Your billing page: {{ links.billing_portal }}{% endif %}
{% endunless %}{% if account.support_email %}
Questions? Write to {{ account.support_email }} and a person will answer.
{% endif %}{% if account.address %}
{{ account.address }}{% endif %}`,
}
