import { Box } from '@shared/box';
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

/** What POST /recognise/items answers. */
export const ItemsReply = z.object({
  /** Of the picture, upright, in pixels, as the boxes are. */
  width: z.number().int(),
  height: z.number().int(),
  /** From left to right. */
  items: z.array(Reply.omit({ milliseconds: true }).extend({ box: Box })),
});
export type ItemsReply = z.infer<typeof ItemsReply>;

const Refusal = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

const refusals = {
  400: 'No picture, or a form that cannot be read',
  401: 'The token is missing or wrong',
  403: 'Host is neither an address nor localhost, or a page of another site asks',
  409: 'No product is registered',
  413: 'The picture is too large',
  415: 'Neither a picture nor a form',
  422: 'The picture is damaged or of another kind',
  429: 'Too many requests from this address',
  500: 'The studio could not answer',
  501: 'This studio was built without its detector',
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
  const post = (operationId: string, reply: z.ZodType, description: string) => ({
    post: {
      operationId,
      requestBody: {
        required: true,
        description: `One picture of at most ${mostBytes} bytes`,
        content: {
          'image/jpeg': binary,
          'image/png': binary,
          'image/webp': binary,
          'application/octet-stream': binary,
          'multipart/form-data': {
            schema: { type: 'object', properties: { image: binary.schema }, required: ['image'] },
          },
        },
      },
      responses: {
        200: json(schemaOf(reply), description),
        ...Object.fromEntries(Object.entries(refusals).map(([status, why]) => [status, json(refusal, why)])),
      },
    },
  });
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
      '/recognise': post('recognise', Reply, 'What it shows'),
      '/recognise/items': post('recogniseItems', ItemsReply, 'Each bottle, cup or bowl in it'),
    },
  };
}

function schemaOf(type: z.ZodType): object {
  const { $schema: _, ...schema } = z.toJSONSchema(type);
  return schema;
}
