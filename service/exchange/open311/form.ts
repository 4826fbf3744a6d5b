/** The form of `POST requests` as a report of ours: its names taken apart, its fields checked by our own schema. */
import { z } from 'zod';
import { FileReport } from '#shared/contract/ticket.ts';
import type { Channel } from '#shared/ticket/channel.ts';
import { type Part, partsOf } from '../../platform/http/body.ts';
import type { UploadedFile } from '../../platform/http/env.ts';
import { faultsOf } from '../../platform/http/faults.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import type { CategoryRow } from '../../tables/rules.ts';
import { refuse } from './answer.ts';
import type { Caller, Open311Deps } from './caller.ts';
import { PRIVATE_ANSWERS, PRIVATE_ATTRIBUTE } from './catalogue.ts';

/** "Free form text limited to 4,000 characters" (GeoReport v2, POST Service Request). */
const LONGEST_DESCRIPTION = 4_000;
const LONGEST_URL = 2_000;

/** What a field of ours is called in the form: refusals speak of what the caller wrote. */
const NAMES: Readonly<Record<string, string>> = {
  'point.lat': 'lat',
  'point.lon': 'long',
  address: 'address_string',
  kelurahan: 'address_id',
  'reporter.name': 'first_name, last_name',
  'reporter.phone': 'phone',
  'reporter.email': 'email',
};

const Degrees = z
  .string()
  .regex(/^[+-]?\d{1,3}(\.\d{1,20})?$/, 'must be decimal degrees such as -6.244167')
  .transform(Number);

/**
 * `device_id` and `account_id` are taken and not kept: nothing here needs to know them (UU 27/2022, art. 16). What the
 * specification does not name is passed over.
 */
const Form = z.object({
  service_code: z.string().optional(),
  lat: Degrees.optional(),
  long: Degrees.optional(),
  address_string: z.string().optional(),
  address_id: z.string().optional(),
  email: z.string().optional(),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  phone: z.string().optional(),
  description: z.string().max(LONGEST_DESCRIPTION).optional(),
  media_url: z
    .url({ protocol: /^https?$/ })
    .max(LONGEST_URL)
    .optional(),
});

export type Fields = Record<string, string>;

/** Throws 404 for an unknown service, 400 for all else that cannot be filed. */
export function reportOf(
  fields: Fields,
  channel: Channel,
  services: Pick<Open311Deps, 'categories'>,
): FileReport {
  const form = parsed(Form, fields);
  if (form.service_code === undefined) {
    throw refuse('malformed', 'exchange.open311.refused.service_code_not_provided');
  }
  const service = serviceCalled(form.service_code, services);
  const { lat, long, address_string: address, address_id: kelurahan, media_url: media } = form;
  if ((lat === undefined) !== (long === undefined)) {
    throw refuse('malformed', 'exchange.open311.refused.lat_long_sent_together');
  }
  if (lat === undefined && address === undefined && kelurahan === undefined) {
    throw refuse('malformed', 'exchange.open311.refused.no_location_provided_send');
  }
  const name = [form.first_name, form.last_name].filter(Boolean).join(' ');
  // The specification lets a report come without words; its service is then all that it says.
  const said = form.description ?? service.name;
  return parsed(FileReport, {
    channel,
    category: service.name,
    // Never fetched: an address that somebody hands in could lead anywhere, into our own network too.
    description: media === undefined ? said : `${said}\n\nMedia: ${media}`,
    point: lat === undefined ? undefined : { lat, lon: long },
    address,
    kelurahan,
    private: isPrivate(fields),
    reporter: {
      ...(name === '' ? {} : { name }),
      ...(form.phone === undefined ? {} : { phone: form.phone }),
      ...(form.email === undefined ? {} : { email: form.email }),
    },
  });
}

/** Throws 400 for an attribute that no definition names: an answer that nobody reads is not to get lost in silence. */
function isPrivate(fields: Fields): boolean {
  let answer = true;
  for (const [name, value] of Object.entries(fields)) {
    const code = /^attribute\[(.*?)\]/.exec(name)?.[1];
    if (code === undefined) continue;
    if (code !== PRIVATE_ATTRIBUTE || !PRIVATE_ANSWERS.some((known) => known === value)) {
      throw refuse('malformed', {
        key: 'exchange.open311.refused.attribute_not_service_definition',
        values: { code },
      });
    }
    answer = value === 'true';
  }
  return answer;
}

/** By its code, or by a name that leaves no doubt. Throws 404 with near codes. */
export function serviceCalled(code: string, { categories }: Pick<Open311Deps, 'categories'>): CategoryRow {
  const written = code.replaceAll('-', ' ');
  const found = categories.get(code) ?? categories.find(written);
  if (found) return found;
  const near = categories
    .near(written)
    .map((row) => row.code)
    .join(', ');
  throw refuse(
    'not-found',
    near === ''
      ? { key: 'exchange.open311.refused.service_code_not_found', values: { code } }
      : { key: 'exchange.open311.refused.service_code_not_found_near', values: { code, near } },
  );
}

function parsed<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new HttpProblem('invalid', {
    errors: faultsOf(result.error, schema, input).map((fault) => ({
      ...fault,
      path: NAMES[fault.path] ?? fault.path,
    })),
  });
}

/** Names of parts that carry photos: as servers that take them have it (GeoReport v2 Extensions, Media Handling), and FixMyStreet's. */
const MEDIA = /^(?:media(?:\[\])?|photo\d{0,2})$/;

/** Of a form that is all words. */
export const MOST_BYTES = 64 * 1024;

/**
 * An empty field counts as one that was not sent (GeoReport v2, Optional Arguments). `admit` is asked for the key before
 * anything large is taken in: so it stands in the query, in `Authorization`, or in a field before the first file. Throws
 * 400 for a body that is no form, and for a field that comes twice.
 */
export async function readForm(
  request: Request,
  admit: Admit,
): Promise<{ fields: Fields; files: UploadedFile[]; caller: Caller | null }> {
  const isMultipart = /^multipart\/form-data\b/i.test(request.headers.get('content-type') ?? '');
  const sent = isMultipart ? await inParts(request, admit) : await inWords(request);
  const fields: Fields = {};
  const files: UploadedFile[] = [];
  for (const { field, bytes, isFile } of sent) {
    if (isFile) {
      if (!MEDIA.test(field)) {
        throw refuse('malformed', { key: 'exchange.open311.refused.not_file', values: { name: field } });
      }
      files.push({ field: 'photos', bytes });
      continue;
    }
    const value = Buffer.from(bytes).toString('utf8');
    if (Object.hasOwn(fields, field)) {
      throw refuse('malformed', { key: 'exchange.open311.refused.sent_twice', values: { name: field } });
    } else if (value !== '') fields[field] = value;
  }
  return { fields, files, caller: await admit(fields.api_key) };
}

type Admit = (key: string | undefined) => Promise<Caller | null>;

/** Without a key nothing larger than words comes in. */
function inParts(request: Request, admit: Admit): Promise<Part[]> {
  const letIn = async (fields: readonly Part[]): Promise<void> => {
    const sent = fields.find(({ field }) => field === 'api_key');
    const key = sent && Buffer.from(sent.bytes).toString('utf8');
    if ((await admit(key)) === null) throw refuse('forbidden', 'exchange.open311.refused.missing_api_key');
  };
  return partsOf(request, { maxBefore: MOST_BYTES, letIn });
}

async function inWords(request: Request): Promise<Part[]> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') {
    throw refuse('malformed', 'exchange.open311.refused.send_application_x_www');
  }
  const words = [...new URLSearchParams(await request.text())];
  return words.map(([field, value]) => ({ field, bytes: Buffer.from(value), isFile: false }));
}
