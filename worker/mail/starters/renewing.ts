import type { Starter } from './starter.ts'

export const RENEWING: Starter = {
  id: 'subscription-renewing',
  name: 'Renewal in a few days',
  category: 'transactional',
  binding: { trigger: 'subscription.renewing' },
  required: ['customer.renewal_date'],
  layout: 'default',
  subject:
    'Your{% if subscription.plan %} {{ subscription.plan }}{% endif %} subscription renews on {{ customer.renewal_date | date }}',
  preheader: 'There is nothing you need to do. This is so that the charge is no surprise.',
  html: `{% assign days = customer.renewal_date | days_until %}<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3;">Your subscription renews {% if days > 1 %}in {{ days }} days{% else %}soon{% endif %}</h1>
<p style="margin:0 0 16px;">Hi {{ customer.first_name | default: "there" }},</p>
<p style="margin:0 0 16px;">Your subscription{% if subscription.plan %} to {{ subscription.plan }}{% endif %} renews by itself on {{ customer.renewal_date | date }}{% if event.amount %}, and we will charge {{ event.amount | money }} then{% endif %}. There is nothing you need to do; this is only so that it is no surprise.</p>
{% if links.billing_portal %}<p style="margin:0;">If you would like to change your plan, your card, or to cancel before that day, you can do so here:</p>
{% render "button", url: links.billing_portal, label: "Manage your subscription" %}{% endif %}
<p style="margin:0;">Thank you for staying with us.</p>`,
  text: `Hi {{ customer.first_name | default: "there" }},

Your subscription{% if subscription.plan %} to {{ subscription.plan }}{% endif %} renews by itself on {{ customer.renewal_date | date }}{% if event.amount %}, and we will charge {{ event.amount | money }} then{% endif %}. There is nothing you need to do; this is only so that it is no surprise.
{% if links.billing_portal %}
If you would like to change your plan, your card, or to cancel before that day, you can do so here:
{{ links.billing_portal }}
{% endif %}
Thank you for staying with us.
{% if account.support_email %}
Questions? Write to {{ account.support_email }} and a person will answer.
{% endif %}{% if account.address %}
{{ account.address }}{% endif %}`,
}
