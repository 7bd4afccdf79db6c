import type { Starter } from './starter.ts'

export const PAYMENT_FAILED: Starter = {
  id: 'payment-failed',
  name: 'Automatic payment failed',
  category: 'transactional',
  binding: { trigger: 'payment.failed' },
  required: ['event.amount'],
  layout: 'default',
  subject: 'Your payment of {{ event.amount | money }} did not go through',
  preheader: 'It happens. Updating your payment details takes a minute and keeps everything running.',
  html: `<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3;">Your payment did not go through</h1>
<p style="margin:0 0 16px;">Hi {{ customer.first_name | default: "there" }},</p>
<p style="margin:0 0 16px;">We tried to charge {{ event.amount | money }}{% if charge.card.last4 %} to your {{ charge.card.brand | default: "card" | titlecase }} ending in {{ charge.card.last4 }}{% endif %}{% if subscription.plan %} for {{ subscription.plan }}{% endif %}, and it did not work.{% if event.reason %} Your bank says: “{{ event.reason }}”{% endif %}</p>
<p style="margin:0 0 16px;">This is usually quickly mended: a card has expired, or a limit was reached.{% if event.next_attempt_at %} We will try again on {{ event.next_attempt_at | date }}.{% else %} We will not try again by ourselves, so please have a look.{% endif %}</p>
{% assign pay = links.update_payment | default: "" %}{% if pay == "" and invoice.hosted_url %}{% assign pay = invoice.hosted_url %}{% endif %}{% if pay != "" %}{% render "button", url: pay, label: "Update payment details" %}{% endif %}
{% if invoice.number %}<p style="margin:0;">This is about invoice {{ invoice.number }}. If you have paid it in the meantime, there is nothing left to do.</p>{% else %}<p style="margin:0;">If you have paid in the meantime, there is nothing left to do.</p>{% endif %}`,
  text: `Hi {{ customer.first_name | default: "there" }},

We tried to charge {{ event.amount | money }}{% if charge.card.last4 %} to your {{ charge.card.brand | default: "card" | titlecase }} ending in {{ charge.card.last4 }}{% endif %}{% if subscription.plan %} for {{ subscription.plan }}{% endif %}, and it did not work.{% if event.reason %} Your bank says: "{{ event.reason }}"{% endif %}

This is usually quickly mended: a card has expired, or a limit was reached.{% if event.next_attempt_at %} We will try again on {{ event.next_attempt_at | date }}.{% else %} We will not try again by ourselves, so please have a look.{% endif %}
{% assign pay = links.update_payment | default: "" %}{% if pay == "" and invoice.hosted_url %}{% assign pay = invoice.hosted_url %}{% endif %}{% if pay != "" %}
Update your payment details:
{{ pay }}
{% endif %}
If you have paid in the meantime, there is nothing left to do.
{% if account.support_email %}
Questions? Write to {{ account.support_email }} and a person will answer.
{% endif %}{% if account.address %}
{{ account.address }}{% endif %}`,
}
