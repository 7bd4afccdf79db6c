import type { Starter } from './starter.ts'

export const REFUNDED: Starter = {
  id: 'charge-refunded',
  name: 'Refund completed',
  category: 'transactional',
  binding: { trigger: 'charge.refunded' },
  required: ['event.amount'],
  layout: 'default',
  subject: 'We have refunded {{ event.amount | money }}',
  preheader: 'It goes back the way it came; banks take five to ten days.',
  html: `<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3;">Your refund is on its way</h1>
<p style="margin:0 0 16px;">Hi {{ customer.first_name | default: "there" }},</p>
<p style="margin:0 0 16px;">We have refunded {{ event.amount | money }}{% if charge.amount and charge.amount > event.amount %} of the {{ charge.amount | money }} that you paid{% endif %}{% if charge.card.last4 %} to your {{ charge.card.brand | default: "card" | titlecase }} ending in {{ charge.card.last4 }}{% endif %}.</p>
<p style="margin:0 0 16px;">The money goes back the way it came. Banks usually take five to ten days to show it, and some show it as if the charge had never been made.</p>
{% if charge.receipt_url %}{% render "button", url: charge.receipt_url, label: "See the receipt" %}{% endif %}
<p style="margin:0;">If it has not arrived after that, write to us and we will look into it.</p>`,
  text: `Hi {{ customer.first_name | default: "there" }},

We have refunded {{ event.amount | money }}{% if charge.amount and charge.amount > event.amount %} of the {{ charge.amount | money }} that you paid{% endif %}{% if charge.card.last4 %} to your {{ charge.card.brand | default: "card" | titlecase }} ending in {{ charge.card.last4 }}{% endif %}.

The money goes back the way it came. Banks usually take five to ten days to show it, and some show it as if the charge had never been made.
{% if charge.receipt_url %}
See the receipt: {{ charge.receipt_url }}
{% endif %}
If it has not arrived after that, write to us{% if account.support_email %} at {{ account.support_email }}{% endif %} and we will look into it.
{% if account.address %}
{{ account.address }}{% endif %}`,
}
