/** The form of `POST requests` as a report of ours: its names taken apart, its fields checked by our own schema. */
import { z } from 'zod';
import { FileReport } from '#shared/contract/ticket.ts';
import type { Channel } from '#shared/ticket/channel.ts';
import type { UploadedFile } from '../../platform/http/env.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { refuse } from './answer.ts';
import { findService, PRIVATE_ANSWERS, PRIVATE_ATTRIBUTE } from './catalogue.ts';

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
export function reportOf(fields: Fields, channel: Channel): FileReport {
  const form = parsed(Form, fields);
  if (form.service_code === undefined) {
    throw refuse('malformed', 'service_code belum diisi.', 'service_code was not provided.');
  }
  const service = findService(form.service_code);
  if (!service) throw unknownService(form.service_code);
  const { lat, long, address_string: address, address_id: kelurahan, media_url: media } = form;
  if ((lat === undefined) !== (long === undefined)) {
    throw refuse('malformed', 'lat dan long harus dikirim berdua.', 'lat and long have to be sent together.');
  }
  if (lat === undefined && address === undefined && kelurahan === undefined) {
    throw refuse(
      'malformed',
      'Lokasi belum diisi: kirim lat dan long, atau address_string, atau address_id.',
      'No location was provided: send lat and long, or address_string, or address_id.',
    );
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
    if (code !== PRIVATE_ATTRIBUTE || !Object.hasOwn(PRIVATE_ANSWERS, value)) {
      throw refuse(
        'malformed',
        `attribute[${code}]: tidak ada di definisi layanan, atau jawabannya bukan salah satu pilihannya.`,
        `attribute[${code}]: not in the service definition, or not one of its values.`,
      );
    }
    answer = value === 'true';
  }
  return answer;
}

export function unknownService(code: string): HttpProblem {
  return refuse(
    'not-found',
    `service_code ${code} tidak dikenal; lihat daftar layanan.`,
    `service_code ${code} was not found; see the service list.`,
  );
}

function parsed<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new HttpProblem('invalid', {
    errors: result.error.issues.map(({ path, code, message }) => {
      const own = path.map(String).join('.');
      return { path: NAMES[own] ?? own, code, message };
    }),
  });
}

/** Names of the part that carries photos, as servers that take them have it (GeoReport v2 Extensions, Media Handling). */
const MEDIA = ['media', 'media[]'];

/**
 * An empty field counts as one that was not sent (GeoReport v2, Optional Arguments). Throws 400 for a body that is
 * no form, and for a field that comes twice.
 */
export async function readForm(request: Request): Promise<{ fields: Fields; files: UploadedFile[] }> {
  let form: FormData;
  try {
    form = await request.formData();
  } catch {
    throw refuse(
      'malformed',
      'Kirim sebagai application/x-www-form-urlencoded, atau multipart/form-data bila ada foto (media).',
      'Send application/x-www-form-urlencoded, or multipart/form-data where there are photos (media).',
    );
  }
  const fields: Fields = {};
  const files: UploadedFile[] = [];
  for (const [name, value] of form.entries()) {
    if (typeof value !== 'string') {
      if (!MEDIA.includes(name)) throw refuse('malformed', `${name}: bukan berkas.`, `${name}: not a file.`);
      files.push({ field: 'photos', bytes: new Uint8Array(await value.arrayBuffer()) });
    } else if (Object.hasOwn(fields, name)) {
      throw refuse('malformed', `${name} dikirim dua kali.`, `${name} was sent twice.`);
    } else if (value !== '') fields[name] = value;
  }
  return { fields, files };
}
