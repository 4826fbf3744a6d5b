/** What the officer says was done, and which of the three things asked for it names. */
import type { Verdict } from '#shared/contract/evidence.ts';
import type { Report } from '#shared/contract/ticket.ts';
import { t } from '../../platform/i18n.ts';
import { Icon } from '../../ui/icon.tsx';

export function Narrative({ narrative, verdict }: Pick<Report, 'narrative' | 'verdict'>) {
  if (narrative === undefined && verdict === null) return null;
  return (
    <section class="part" aria-labelledby="narrative-title">
      <h2 id="narrative-title">{t('desk.narrative.title')}</h2>
      {narrative?.trim() ? (
        <p class="prose">{narrative}</p>
      ) : (
        <p class="prose soft">{t('desk.narrative.none')}</p>
      )}
      {verdict && <Mentions verdict={verdict} />}
    </section>
  );
}

function Mentions({ verdict }: { verdict: Verdict }) {
  const mentions = mentionsOf(verdict);
  if (mentions.length === 0) return null;
  return (
    <p class="mentions">
      <span class="soft">{t('desk.narrative.mentions')}</span>
      {mentions.map((mention) => (
        <MentionMark key={mention.what} {...mention} />
      ))}
    </p>
  );
}

function MentionMark({ what, present }: Mention) {
  return (
    <span class={`mention mention-${present ? 'present' : 'missing'}`}>
      {t(`desk.mention.${what}`)}
      <span role="img" aria-label={t(present ? 'desk.narrative.present' : 'desk.narrative.missing')}>
        <Icon name={present ? 'check' : 'cross'} size={14} />
      </span>
    </span>
  );
}

const MENTIONS = ['action', 'place', 'words'] as const;

export interface Mention {
  what: (typeof MENTIONS)[number];
  present: boolean;
}

/** Findings after which there is nothing to speak of: no words, or none that say anything. */
const SAYS_NOTHING = ['NARRATIVE_MISSING', 'NARRATIVE_BOILERPLATE'];

/** Findings after which the check looked no further: there is no finished work to speak of. */
const NOTHING_FINISHED = ['NARRATIVE_NOT_DONE', 'NARRATIVE_PASSED_ON'];

/** Empty where the narrative tells of no finished work. */
export function mentionsOf({ reasons }: Pick<Verdict, 'reasons'>): Mention[] {
  if (reasons.some((reason) => NOTHING_FINISHED.includes(reason.code))) return [];
  const empty = reasons.some((reason) => SAYS_NOTHING.includes(reason.code));
  const missing = reasons.flatMap((reason) => {
    const lacks = reason.code === 'NARRATIVE_THIN' ? reason.measure?.missing : undefined;
    return Array.isArray(lacks) ? lacks : [];
  });
  return MENTIONS.map((what) => ({ what, present: !empty && !missing.includes(what) }));
}
