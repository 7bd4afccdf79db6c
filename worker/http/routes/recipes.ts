import { createRoute } from '@hono/zod-openapi'
import { RECIPES } from '../../mail/recipes.ts'
import { ProblemError } from '../errors.ts'
import { idParam, listOf, noQuery, pageOnly } from '../schemas/common.ts'
import { authenticated, authenticatedPost, json, problemsBehindAuth, problemsOfPost } from '../schemas/documented.ts'
import { decodeCursor, toPage } from '../schemas/page.ts'
import { presentRecipe, recipe, takenRecipe } from '../schemas/recipe.ts'
import { createRouter } from './router.ts'
import { automationsByAge, madeFrom, takeRecipe } from './take-recipe.ts'

export const recipeRoutes = createRouter()

recipeRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/recipes',
    tags: ['Automations'],
    summary: 'Automations to begin with, in the order of a subscription’s life',
    ...authenticated,
    request: { query: pageOnly },
    responses: { 200: json(listOf(recipe), 'A page of recipes'), ...problemsBehindAuth() },
  }),
  async (c) => {
    const { limit, after } = c.req.valid('query')
    const shown = decodeCursor('recipes', after)?.number ?? 0
    const automations = await automationsByAge(c)
    const rows = RECIPES.map((known, index) => ({ known, id: known.id, number: index + 1 })).slice(shown)
    return c.json(
      toPage(
        'recipes',
        rows.slice(0, limit + 1),
        limit,
        ({ known }) => presentRecipe(known, madeFrom(known, automations)?.id ?? null),
        (row) => row,
      ),
      200,
    )
  },
)

const taken = json(takenRecipe, 'The automation, a draft when it is new, and its template')

recipeRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/recipes/{id}',
    tags: ['Automations'],
    summary: 'Make the template and the automation of a recipe; what was made before is answered as it is',
    ...authenticatedPost,
    request: { params: idParam, query: noQuery },
    responses: { 200: taken, 201: taken, ...problemsOfPost(404) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const known = RECIPES.find((one) => one.id === id)
    if (!known)
      throw new ProblemError('not_found', `There is no such recipe: ${RECIPES.map((one) => one.id).join(', ')}.`)
    const { isNew, ...made } = await takeRecipe(c, known)
    return c.json(made, isNew ? 201 : 200)
  },
)
