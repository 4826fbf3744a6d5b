/** The OpenAPI 3.1 document, made from the table of operations: the schemas that validate are the ones described. */
import { fileURLToPath } from 'node:url';
import { here } from '#shared/city/here.ts';
import { API_BASE, OPERATIONS, type Operation } from '#shared/contract/operations.ts';
import { API_SCOPES, mayCall, scopesFor } from '#shared/people/right.ts';
import { CALLER_ROLES, OFFICER_ROLES } from '#shared/ticket/role.ts';
import { answersOf, sharedRefusals } from './answers.ts';
import { exampleOf, SUMMARIES } from './examples.ts';
import { HEADERS, parametersOf } from './parameters.ts';
import { asJson, type JsonObject, nameSchemas, type Schemas } from './schemas.ts';
import TAGS from './tags.json' with { type: 'json' };
import { webhooksOf } from './webhooks.ts';

/** The document as a file of the repository: whoever builds on the API sees there what a change does to it. */
export const COMMITTED = fileURLToPath(new URL('../../docs/openapi.json', import.meta.url));

export function committedText(): string {
  return `${JSON.stringify(openApiDocument(), null, 2)}\n`;
}

const served = new Map<string, string>();

/** As it is served. Made once for a city: that takes a quarter of a second, which no call may wait for. */
export function servedText(): string {
  const { name } = here();
  const text = served.get(name) ?? JSON.stringify(openApiDocument());
  served.set(name, text);
  return text;
}

export function openApiDocument(): JsonObject {
  const schemas = nameSchemas();
  const paths: Record<string, object> = {};
  for (const [name, operation] of Object.entries<Operation>(OPERATIONS)) {
    const path = API_BASE + operation.path;
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(name, operation, schemas) };
  }
  return asJson({
    openapi: '3.1.0',
    info: {
      title: 'Tuntas',
      version: '1.0.0',
      description:
        `The validation desk for citizen reports of ${here().name}: file, follow, decide, and check the evidence.\n\n` +
        'Times are RFC 3339 with an offset, points are WGS 84, distances metres. A call is refused in one order, ' +
        'from `unavailable` to `invalid`, as problem+json (RFC 9457) in the language of `Accept-Language` (id, en).\n\n' +
        'Front-ends that speak Open311 GeoReport v2 begin at `/open311/v2/discovery.json`; its own specification ' +
        'describes it, in forms, XML and JSON that are not of this document.',
      contact: { name: 'Whoever operates this service' },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'This service' }],
    tags: TAGS.map(({ name, description }) => ({ name, description })),
    paths,
    webhooks: webhooksOf(schemas),
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: "A session's token (`POST /session`) or an API key.",
        },
      },
      parameters: HEADERS,
      responses: sharedRefusals(Object.values<Operation>(OPERATIONS)),
      schemas: schemas.components,
    },
  });
}

/** The heading under which the document shows a call, by the first word of its path. */
export function tagOf(path: string): string {
  const first = path.split('/')[1] ?? '';
  const tag = TAGS.find(({ under }) => under.includes(first));
  if (!tag) throw new Error(`Say in tags.json where ${path} belongs`);
  return tag.name;
}

function describe(name: string, operation: Operation, schemas: Schemas): object {
  const parameters = parametersOf(operation);
  const said = [callersOf(operation), ...formsOf(operation)];
  return {
    operationId: name,
    tags: [tagOf(operation.path)],
    summary: SUMMARIES[name],
    description: said.join(' '),
    security: operation.right === 'public' ? [] : [{ bearer: [] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(operation.body ? { requestBody: requestBody(name, operation, schemas) } : {}),
    ...(operation.upload ? { requestBody: fileBody(operation.upload) } : {}),
    ...alongOf(operation, schemas),
    responses: answersOf(name, operation, schemas),
  };
}

const FORM = 'multipart/form-data';

/** Which roles and keys it is open to; what somebody may do to one report, its `actions` say. */
function callersOf({ right }: Operation): string {
  if (right === 'public') return 'Needs no credential.';
  const roles = CALLER_ROLES.filter((role) => mayCall(right, [role], API_SCOPES));
  const officers = roles.filter((role) => role !== 'api_client');
  const scopes = scopesFor(right);
  const who = [
    officers.length === OFFICER_ROLES.length ? 'any officer' : codes(officers),
    roles.includes('api_client') && (right === 'session' ? 'any key' : `a key with ${codes(scopes)}`),
  ];
  return `For ${who.filter(Boolean).join(' and ')}.`;
}

/** In which other forms the call may come. */
function formsOf({ multipart, upload }: Operation): string[] {
  return [
    ...(multipart
      ? [
          `Photos are named by the ids that \`POST ${API_BASE}/photos\` gave them, or come along as \`${FORM}\`: ` +
            `this JSON as the part \`${multipart.part}\`, files as ${codes(multipart.files)} (\`x-multipart\`).`,
        ]
      : []),
    ...(upload?.part ? [`The bytes themselves are taken as well, as ${codes(upload.types)}.`] : []),
  ];
}

function codes(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}

/** A form where there may be one: generated clients know how to send it, and not all know how to send bare bytes. */
function fileBody({ types, part }: NonNullable<Operation['upload']>): object {
  const bytes = { schema: { type: 'string', format: 'binary' } };
  const content =
    part === undefined
      ? Object.fromEntries(types.map((type) => [type, bytes]))
      : { [FORM]: { schema: { type: 'object', required: [part], properties: { [part]: bytes.schema } } } };
  return { required: true, content };
}

function requestBody(name: string, { body }: Operation, schemas: Schemas): object {
  const schema = body ? schemas.refer(body, 'input') : {};
  const example = exampleOf(name)?.body;
  const content = { 'application/json': { schema, ...(example === undefined ? {} : { example }) } };
  return { required: true, content };
}

/**
 * The same call with its photos in it. Beside the request body rather than in it: of a body in two forms, generators
 * make one that is sent in neither.
 */
function alongOf({ body, multipart }: Operation, schemas: Schemas): object {
  if (!multipart || !body) return {};
  const files = { type: 'array', items: { type: 'string', format: 'binary' } };
  return {
    'x-multipart': {
      schema: {
        type: 'object',
        required: [multipart.part],
        properties: {
          [multipart.part]: schemas.refer(body, 'input'),
          ...Object.fromEntries(multipart.files.map((field) => [field, files])),
        },
      },
      encoding: { [multipart.part]: { contentType: 'application/json' } },
    },
  };
}
