-- Stripe customers and subscriptions stay with the account object: what people ask of them stands in `customers`, and a
-- copy that nobody reads would cost a row for each change and keep personal data. Objects that still run the code before
-- this wait, and write the rest once they run the new one.
DROP TABLE stripe_customers;
DROP TABLE subscriptions;
