/**
 * Where the numbers that Tuntas ships come from, in the reader's language. The policy keeps one wording for all; what a
 * supervisor writes instead stays as it was written.
 */
import { CLOCK_POLICY } from '#shared/rules/clocks.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import { PERFORMANCE_POLICY } from '#shared/rules/performance.ts';
import { RETENTION_POLICY } from '#shared/rules/retention.ts';
import { LOCALES } from '#shared/words/locale.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { type Language, say } from '../../platform/http/language.ts';

const PHRASES: ReadonlyMap<string, Phrase> = new Map<string, Phrase>([
  [CLOCK_POLICY.response.source, 'rules.shipped_source.response'],
  [CLOCK_POLICY.completion.source, 'rules.shipped_source.completion'],
  [CLOCK_POLICY.redFlag.source, 'rules.shipped_source.red_flag'],
  [CLOCK_POLICY.validation.source, 'rules.shipped_source.validation'],
  [CLOCK_POLICY.sameDay.source, 'rules.shipped_source.same_day'],
  [PERFORMANCE_POLICY.lateResponse.source, 'rules.shipped_source.part_without_number'],
  [PERFORMANCE_POLICY.ranking.source, 'rules.shipped_source.ranking'],
  [PERFORMANCE_POLICY.bands.source, 'rules.shipped_source.bands'],
  [RETENTION_POLICY.identity.source, 'rules.shipped_source.identity'],
  [RETENTION_POLICY.photos.source, 'rules.shipped_source.photos'],
  [RETENTION_POLICY.texts.source, 'rules.shipped_source.texts'],
  [RETENTION_POLICY.receipts.source, 'rules.shipped_source.receipts'],
  [marked('radii and stand-off'), 'rules.shipped_source.radii'],
  [marked('time tolerances'), 'rules.shipped_source.tolerances'],
  [marked('thumbnail difference'), 'rules.shipped_source.thumbnail'],
  [marked('narrative counts'), 'rules.shipped_source.narrative'],
]);

function marked(name: string): string {
  return EVIDENCE_POLICY.marks[name]?.source ?? name;
}

export function sourceSaid(source: string): Phrase {
  return PHRASES.get(source) ?? { text: source };
}

/** As a form shows it. */
export function sourceIn(language: Language, source: string): string {
  return say(sourceSaid(source), language);
}

/** What a form that was sent back unchanged means: the shipped wording, in whichever language it was shown. */
export function sourceMeant(said: string): string {
  for (const [source, phrase] of PHRASES) {
    if (LOCALES.some((locale) => say(phrase, locale) === said)) return source;
  }
  return said;
}
