/** `POST requests`: a report filed through Open311, by a key and for that key's channel. */
import type { Channel } from '#shared/ticket/channel.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import type { UploadedFile } from '../../platform/http/env.ts';
import { type Language, say } from '../../platform/http/language.ts';
import { fileReport, requireFiling } from '../../tickets/file-report.ts';
import { type Document, refuse } from './answer.ts';
import { type Caller, may, type Open311Deps } from './caller.ts';
import { type Fields, reportOf } from './form.ts';

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
  if (!caller) throw refuse('forbidden', 'exchange.open311.refused.missing_api_key');
  const channel = channelOf(caller);
  const actor = requireFiling(caller.actor, channel, services, caller.key);
  const report = reportOf(fields, channel, services);
  const { number, trackingSecret } = await fileReport({ report, files, actor, reservation: null }, services);
  const { hours } = services.policy.current().clocks.response;
  const notice: Phrase = { key: 'exchange.open311.answers_within', values: { count: hours } };
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
    throw refuse('forbidden', 'exchange.open311.refused.api_key_not_file');
  }
  const [channel, ...others] = caller.key.channels;
  if (channel !== undefined && others.length === 0) return channel;
  throw refuse('forbidden', 'exchange.open311.refused.api_key_several_channels');
}
