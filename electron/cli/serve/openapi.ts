import { z } from 'zod';

const Scored = z.object({ id: z.number().int(), name: z.string(), score: z.number() });

/** What POST /recognise answers. */
export const Reply = z.object({
  /** Whether the score reaches the threshold. */
  accepted: z.boolean(),
  product: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  /** How sure it is that the picture shows the nearest product, 0 to 1. */
  score: z.number(),
  threshold: z.number(),
  nearest: Scored,
  runnerUp: Scored.nullable(),
  milliseconds: z.number(),
});
export type Reply = z.infer<typeof Reply>;

export const Refusal = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

const refusals = {
  400: 'No picture, or a form that cannot be read',
  401: 'The token is missing or wrong',
  409: 'No product is registered',
  413: 'The picture is too large',
  415: 'Neither a picture nor a form',
  422: 'The picture is damaged or of another kind',
  429: 'Too many requests from this address',
  503: 'Too many are waiting',
};

/** The OpenAPI document of the server. */
export function openApi(mostBytes: number): object {
  const json = (schema: object, description: string) => ({
    description,
    content: { 'application/json': { schema } },
  });
  const refusal = schemaOf(Refusal);
  const binary = { schema: { type: 'string', format: 'binary' } };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Ramune Studio',
      version: '1',
      description: 'Says which registered product a picture shows.',
    },
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    security: [{}, { token: [] }],
    paths: {
      '/recognise': {
        post: {
          operationId: 'recognise',
          requestBody: {
            required: true,
            description: `One picture of at most ${mostBytes} bytes`,
            content: {
              'image/jpeg': binary,
              'image/png': binary,
              'image/webp': binary,
              'multipart/form-data': {
                schema: { type: 'object', properties: { image: binary.schema }, required: ['image'] },
              },
            },
          },
          responses: {
            200: json(schemaOf(Reply), 'What it shows'),
            ...Object.fromEntries(
              Object.entries(refusals).map(([status, why]) => [status, json(refusal, why)]),
            ),
          },
        },
      },
    },
  };
}

function schemaOf(type: z.ZodType): object {
  const { $schema: _, ...schema } = z.toJSONSchema(type);
  return schema;
}
