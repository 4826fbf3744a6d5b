/** `POST requests`: a report filed through Open311, by a key and for that key's channel. */
import type { Channel } from '#shared/ticket/channel.ts';
import type { UploadedFile } from '../../platform/http/env.ts';
import { type Language, say } from '../../platform/http/language.ts';
import { fileReport, requireFiling } from '../../tickets/file-report.ts';
import { refuse } from './answer.ts';
import { type Caller, may } from './caller.ts';
import type { Open311Deps } from './deps.ts';
import { type Fields, reportOf } from './form.ts';
import type { Document } from './xml.ts';

export interface Asking {
  caller: Caller | null;
  fields: Fields;
  files: readonly UploadedFile[];
  language: Language;
}

/** Throws 403 without a key that may file, 404 for an unknown service, 400 for what cannot be filed. */
export async function fileRequest(
  { caller, fields, files, language }: Asking,
  services: Open311Deps,
): Promise<Document> {
  if (!caller) throw refuse('forbidden', 'api_key belum diisi.', 'Missing api_key.');
  const channel = channelOf(caller);
  const actor = requireFiling(caller.actor, channel, services, caller.key);
  const report = reportOf(fields, channel);
  const { number, trackingSecret } = await fileReport({ report, files, actor, reservation: null }, services);
  const { hours } = services.policy.current().clocks.response;
  const notice = {
    id: `Kantor yang berwenang menanggapi paling lambat ${hours} jam setelah menerima laporan.`,
    en: `The office in charge answers within ${hours} hours of receiving the report.`,
  };
  return {
    root: 'service_requests',
    value: [
      {
        service_request_id: number,
        service_notice: say(notice, language),
        account_id: null,
        // Handed out this once; with it the reporter rates the result, or has their data copied or erased.
        ...(fields.extensions === 'true' ? { extended_attributes: { tracking_secret: trackingSecret } } : {}),
      },
    ],
  };
}

/** Open311 knows no channels, so the key has to tell which: it files for exactly one. */
function channelOf(caller: Caller): Channel {
  if (!may(caller, 'tickets:file')) {
    throw refuse(
      'forbidden',
      'api_key ini tidak untuk mengirim laporan; mintalah cakupan tickets:file kepada operator.',
      'This api_key may not file; ask the operator for the scope tickets:file.',
    );
  }
  const [channel, ...others] = caller.key.channels;
  if (channel !== undefined && others.length === 0) return channel;
  throw refuse(
    'forbidden',
    'api_key ini untuk beberapa kanal; Open311 memerlukan kunci untuk tepat satu kanal.',
    'This api_key is for several channels; Open311 needs a key for exactly one.',
  );
}
