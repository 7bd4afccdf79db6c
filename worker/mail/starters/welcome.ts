import type { Starter } from './starter.ts'

export const WELCOME: Starter = {
  id: 'subscription-created',
  name: 'Welcome',
  category: 'transactional',
  binding: { trigger: 'subscription.created' },
  required: [],
  layout: 'default',
  subject:
    'Welcome to {% if subscription.plan %}{{ subscription.plan }}{% elsif account.name %}{{ account.name }}{% else %}your subscription{% endif %}',
  preheader:
    '{% if subscription.status == "trialing" %}Your trial has started{% else %}Your subscription is active{% endif %}. Here is what happens next.',
  html: `<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3;">Welcome{% if customer.first_name %}, {{ customer.first_name }}{% endif %}!</h1>
<p style="margin:0 0 16px;">{% if subscription.status == "trialing" %}Your trial{% if subscription.plan %} of {{ subscription.plan }}{% endif %} has started, and everything is ready for you.{% else %}Thank you for subscribing{% if subscription.plan %} to {{ subscription.plan }}{% endif %}. Everything is ready for you.{% endif %}</p>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px;">
{% if subscription.plan %}{% render "fact", name: "Plan", value: subscription.plan %}{% endif %}
{% if subscription.amount %}{% assign price = subscription.amount | money %}{% render "fact", name: "Price", value: price %}{% endif %}
{% if subscription.status == "trialing" and subscription.trial_end %}{% assign until = subscription.trial_end | date %}{% render "fact", name: "Trial until", value: until %}{% elsif subscription.current_period_end %}{% assign then = "Renews on" %}{% if subscription.cancel_at and subscription.cancel_at <= subscription.current_period_end %}{% assign then = "Ends on" %}{% endif %}{% assign until = subscription.current_period_end | date %}{% render "fact", name: then, value: until %}{% endif %}
</table>
{% if links.billing_portal %}<p style="margin:0;">You can change your plan, your card and your invoices yourself at any time:</p>
{% render "button", url: links.billing_portal, label: "Manage your subscription" %}{% endif %}
<p style="margin:0;">It is good to have you with us.</p>`,
  text: `Welcome{% if customer.first_name %}, {{ customer.first_name }}{% endif %}!

{% if subscription.status == "trialing" %}Your trial{% if subscription.plan %} of {{ subscription.plan }}{% endif %} has started, and everything is ready for you.{% else %}Thank you for subscribing{% if subscription.plan %} to {{ subscription.plan }}{% endif %}. Everything is ready for you.{% endif %}
{% if subscription.amount %}
Price: {{ subscription.amount | money }}{% endif %}{% if subscription.status == "trialing" and subscription.trial_end %}
Trial until: {{ subscription.trial_end | date }}{% elsif subscription.current_period_end %}{% assign then = "Renews on" %}{% if subscription.cancel_at and subscription.cancel_at <= subscription.current_period_end %}{% assign then = "Ends on" %}{% endif %}
{{ then }}: {{ subscription.current_period_end | date }}{% endif %}
{% if links.billing_portal %}
You can change your plan, your card and your invoices yourself at any time:
{{ links.billing_portal }}
{% endif %}
It is good to have you with us.
{% if account.support_email %}
Questions? Write to {{ account.support_email }} and a person will answer.
{% endif %}{% if account.address %}
{{ account.address }}{% endif %}`,
}
