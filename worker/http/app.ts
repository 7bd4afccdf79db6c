import type { OpenAPIHono } from '@hono/zod-openapi'
import { answerHeaders } from './middleware/answer-headers.ts'
import { authenticate } from './middleware/authenticate.ts'
import { configured } from './middleware/configured.ts'
import type { AppEnv } from './middleware/context.ts'
import { developmentOnly } from './middleware/development-only.ts'
import { idempotency } from './middleware/idempotency.ts'
import { jsonBody } from './middleware/json-body.ts'
import { refuseUnknownRoute } from './middleware/not-found.ts'
import { onError } from './middleware/on-error.ts'
import { apiKeyRoutes } from './routes/api-keys.ts'
import { automationVersionRoutes } from './routes/automation-versions.ts'
import { automationRoutes } from './routes/automations.ts'
import { catalogRoutes } from './routes/catalog.ts'
import { connectionRoutes } from './routes/connection.ts'
import { connectionJobRoutes } from './routes/connection-jobs.ts'
import { connectionKeyRoutes } from './routes/connection-key.ts'
import { connectionWaysRoutes } from './routes/connection-ways.ts'
import { customerHistoryRoutes } from './routes/customer-history.ts'
import { customerSummaryRoutes } from './routes/customer-summary.ts'
import { customerWriteRoutes } from './routes/customer-writes.ts'
import { customerRoutes } from './routes/customers.ts'
import { deliveryRoutes } from './routes/deliveries.ts'
import { devClockRoutes } from './routes/dev-clock.ts'
import { devOutboxRoutes } from './routes/dev-outbox.ts'
import { endpointActionRoutes } from './routes/endpoint-actions.ts'
import { endpointRoutes } from './routes/endpoints.ts'
import { eventRoutes } from './routes/events.ts'
import { healthRoutes } from './routes/health.ts'
import { jobRoutes } from './routes/jobs.ts'
import { liveRoutes } from './routes/live.ts'
import { metricsRoutes } from './routes/metrics.ts'
import { noticeRoutes } from './routes/notices.ts'
import { oauthRoutes } from './routes/oauth.ts'
import { oauthCallbackRoutes } from './routes/oauth-callback.ts'
import { registerOpenApi } from './routes/openapi.ts'
import { recipeRoutes } from './routes/recipes.ts'
import { replayRoutes } from './routes/replays.ts'
import { reprojectionRoutes } from './routes/reprojection.ts'
import { resendWebhookRoutes } from './routes/resend-webhook.ts'
import { createRouter } from './routes/router.ts'
import { runRoutes } from './routes/runs.ts'
import { segmentRoutes } from './routes/segments.ts'
import { sessionRoutes, signInRoutes } from './routes/sessions.ts'
import { settingsRoutes } from './routes/settings.ts'
import { signInLinkRoutes } from './routes/sign-in-links.ts'
import { simulationRoutes } from './routes/simulations.ts'
import { suppressionRoutes } from './routes/suppressions.ts'
import { templatePreviewRoutes } from './routes/template-preview.ts'
import { templateStarterRoutes } from './routes/template-starters.ts'
import { templateVersionRoutes } from './routes/template-versions.ts'
import { templateRoutes } from './routes/templates.ts'
import { unmatchedRoutes } from './routes/unmatched.ts'
import { unsubscribeRoutes } from './routes/unsubscribe.ts'

/** The HTTP surface but for webhooks, which stand alone: see routes/webhooks.ts. Order matters: what stands above `authenticate` is open to everybody. */
export function createApp(): OpenAPIHono<AppEnv> {
  const app = createRouter()
  app.onError(onError)
  app.notFound((c) => refuseUnknownRoute(c, app.routes))
  app.use('*', answerHeaders)
  app.use('*', configured)

  app.route('/', healthRoutes)
  registerOpenApi(app)
  app.use('/api/v1/operator/sessions', jsonBody)
  app.route('/api/v1', signInRoutes)

  app.route('/api', oauthCallbackRoutes)
  app.route('/api', unsubscribeRoutes)
  app.route('/api', resendWebhookRoutes)

  app.use('/api/dev/*', developmentOnly, authenticate, jsonBody)
  app.route('/api/dev', devClockRoutes)
  app.route('/api/dev', devOutboxRoutes)

  app.use('/api/v1/*', authenticate, jsonBody, idempotency)
  app.route('/api/v1', connectionRoutes)
  app.route('/api/v1', connectionWaysRoutes)
  app.route('/api/v1', connectionKeyRoutes)
  app.route('/api/v1', connectionJobRoutes)
  app.route('/api/v1', oauthRoutes)
  app.route('/api/v1', jobRoutes)
  app.route('/api/v1', eventRoutes)
  app.route('/api/v1', replayRoutes)
  app.route('/api/v1', catalogRoutes)
  // Above customers by id: `summary` is no id.
  app.route('/api/v1', customerSummaryRoutes)
  app.route('/api/v1', customerRoutes)
  app.route('/api/v1', customerWriteRoutes)
  app.route('/api/v1', customerHistoryRoutes)
  app.route('/api/v1', settingsRoutes)
  app.route('/api/v1', segmentRoutes)
  app.route('/api/v1', simulationRoutes)
  app.route('/api/v1', automationRoutes)
  app.route('/api/v1', automationVersionRoutes)
  app.route('/api/v1', recipeRoutes)
  app.route('/api/v1', runRoutes)
  app.route('/api/v1', templateRoutes)
  app.route('/api/v1', templateStarterRoutes)
  app.route('/api/v1', templateVersionRoutes)
  app.route('/api/v1', templatePreviewRoutes)
  app.route('/api/v1', deliveryRoutes)
  app.route('/api/v1', suppressionRoutes)
  app.route('/api/v1', endpointRoutes)
  app.route('/api/v1', endpointActionRoutes)
  app.route('/api/v1', noticeRoutes)
  app.route('/api/v1', unmatchedRoutes)
  app.route('/api/v1', metricsRoutes)
  app.route('/api/v1', apiKeyRoutes)
  app.route('/api/v1', signInLinkRoutes)
  app.route('/api/v1', reprojectionRoutes)
  app.route('/api/v1', sessionRoutes)
  app.route('/api/v1', liveRoutes)
  return app
}
