import type { Starter } from './starter.ts'

export const CANCELED: Starter = {
  id: 'subscription-canceled',
  name: 'Subscription cancelled',
  category: 'transactional',
  binding: { trigger: 'subscription.canceled' },
  required: [],
  layout: 'default',
  subject: 'Your{% if subscription.plan %} {{ subscription.plan }}{% endif %} subscription is cancelled',
  preheader: 'You will not be charged for it again. Thank you for the time you were with us.',
  html: `<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3;">Your subscription is cancelled</h1>
<p style="margin:0 0 16px;">Hi {{ customer.first_name | default: "there" }},</p>
<p style="margin:0 0 16px;">Your subscription{% if subscription.plan %} to {{ subscription.plan }}{% endif %} has been cancelled{% if subscription.ended_at %} and ended on {{ subscription.ended_at | date }}{% elsif subscription.cancel_at %} and ends on {{ subscription.cancel_at | date }}{% endif %}. You will not be charged for it again.</p>
<p style="margin:0 0 16px;">If something was missing or did not work as you hoped, we would honestly like to know. {% if account.support_email %}Just write to <a href="mailto:{{ account.support_email }}" style="color:#1d4ed8;">{{ account.support_email }}</a>.{% endif %}</p>
{% if links.billing_portal %}<p style="margin:0;">Changed your mind? You are welcome back at any time:</p>
{% render "button", url: links.billing_portal, label: "Subscribe again" %}{% endif %}
<p style="margin:0;">Thank you for the time you were with us.</p>`,
  text: `Hi {{ customer.first_name | default: "there" }},

Your subscription{% if subscription.plan %} to {{ subscription.plan }}{% endif %} has been cancelled{% if subscription.ended_at %} and ended on {{ subscription.ended_at | date }}{% elsif subscription.cancel_at %} and ends on {{ subscription.cancel_at | date }}{% endif %}. You will not be charged for it again.

If something was missing or did not work as you hoped, we would honestly like to know.{% if account.support_email %} Just write to {{ account.support_email }}.{% endif %}
{% if links.billing_portal %}
Changed your mind? You are welcome back at any time:
{{ links.billing_portal }}
{% endif %}
Thank you for the time you were with us.
{% if account.address %}
{{ account.address }}{% endif %}`,
}
