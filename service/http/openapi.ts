/** The OpenAPI 3.1 document, made from the table of operations: the schemas that validate are the ones described. */
import { z } from 'zod';
import { API_BASE, OPERATIONS, type Operation } from '#shared/contract/operations.ts';
import { Problem } from '#shared/contract/problem.ts';

type Json = Record<string, unknown>;

export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const [name, operation] of Object.entries<Operation>(OPERATIONS)) {
    const path = API_BASE + operation.path;
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(name, operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tuntas',
      version: '1.0.0',
      description: "The validation desk for Jakarta's citizen reports.",
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: schemaOf(Problem, 'output') },
    },
  };
}

function describe(name: string, operation: Operation): Json {
  const parameters = [...pathParameters(operation.path), ...queryParameters(operation.query)];
  const bytes = { '*/*': { schema: { type: 'string', format: 'binary' } } };
  const content = operation.result
    ? { 'application/json': { schema: schemaOf(operation.result, 'output') } }
    : bytes;
  return {
    operationId: name,
    summary: operation.summary,
    security: operation.right !== 'public' ? [{ bearer: [] }] : [],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(operation.body ? { requestBody: requestBody(operation.body, operation.multipart) } : {}),
    responses: {
      [operation.status]: {
        description: operation.summary,
        ...(operation.status === 204 ? {} : { content }),
      },
      default: {
        description: 'A problem (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function requestBody(body: z.ZodType, multipart: Operation['multipart']): Json {
  const schema = schemaOf(body, 'input');
  const json = { 'application/json': { schema } };
  if (!multipart) return { required: true, content: json };
  const file = { type: 'array', items: { type: 'string', format: 'binary' } };
  const form = {
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: [multipart.part],
        properties: {
          [multipart.part]: schema,
          ...Object.fromEntries(multipart.files.map((field) => [field, file])),
        },
      },
      encoding: { [multipart.part]: { contentType: 'application/json' } },
    },
  };
  return { required: true, content: multipart.json === false ? form : { ...json, ...form } };
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(query: z.ZodType | undefined): Json[] {
  if (!query) return [];
  const schema = schemaOf(query, 'input') as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    in: 'query',
    required: schema.required?.includes(name) ?? false,
    schema: property,
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
