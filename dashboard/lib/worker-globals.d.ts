/** The API's types lead to functions of the Worker that name this global; a browser program knows it by this alone. */
type D1Database = import('@cloudflare/workers-types').D1Database
