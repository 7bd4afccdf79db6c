import type { Starter } from './starter.ts'

export const RECEIPT: Starter = {
  id: 'payment-succeeded',
  name: 'Payment received',
  category: 'transactional',
  binding: { trigger: 'payment.succeeded' },
  required: ['event.amount'],
  layout: 'default',
  subject: 'Receipt: {{ event.amount | money }}{% if account.name %} to {{ account.name }}{% endif %}',
  preheader:
    'Thank you, we have received your payment{% if invoice.number %} for invoice {{ invoice.number }}{% endif %}.',
  html: `<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3;">Thank you for your payment</h1>
<p style="margin:0 0 16px;">Hi {{ customer.first_name | default: "there" }},</p>
<p style="margin:0 0 16px;">We have received {{ event.amount | money }}{% if charge.card.last4 %} from your {{ charge.card.brand | default: "card" | titlecase }} ending in {{ charge.card.last4 }}{% endif %}. Here are the details:</p>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px;">
{% if invoice.lines %}{% for line in invoice.lines %}{% assign amount = line.amount | money %}{% render "fact", name: line.description, value: amount %}{% endfor %}{% endif %}
{% assign paid = event.amount | money %}{% render "fact", name: "Paid", value: paid %}
{% assign day = event.created_at | date %}{% render "fact", name: "Date", value: day %}
{% if invoice.number %}{% render "fact", name: "Invoice", value: invoice.number %}{% endif %}
</table>
{% assign document = invoice.pdf_url | default: "" %}{% assign label = "Download invoice" %}{% if document == "" and charge.receipt_url %}{% assign document = charge.receipt_url %}{% assign label = "See the receipt" %}{% endif %}{% if document != "" %}{% render "button", url: document, label: label %}{% endif %}
<p style="margin:0;">Please keep this mail for your records.</p>`,
  text: `Hi {{ customer.first_name | default: "there" }},

We have received {{ event.amount | money }}{% if charge.card.last4 %} from your {{ charge.card.brand | default: "card" | titlecase }} ending in {{ charge.card.last4 }}{% endif %}. Thank you!
{% if invoice.lines %}{% for line in invoice.lines %}
- {{ line.description }}: {{ line.amount | money }}{% endfor %}{% endif %}

Paid: {{ event.amount | money }}
Date: {{ event.created_at | date }}{% if invoice.number %}
Invoice: {{ invoice.number }}{% endif %}
{% assign document = invoice.pdf_url | default: "" %}{% if document == "" and charge.receipt_url %}{% assign document = charge.receipt_url %}{% endif %}{% if document != "" %}
Download it here: {{ document }}
{% endif %}
Please keep this mail for your records.
{% if account.address %}
{{ account.address }}{% endif %}`,
}
