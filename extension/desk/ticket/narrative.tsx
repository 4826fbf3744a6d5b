/** What the officer says was done, and which of the three things asked for it names. */
import type { Verdict } from '#shared/contract/evidence.ts';
import type { QueueItem } from '#shared/contract/ticket.ts';
import { t } from '../../platform/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import { type Mention, mentionsOf } from '../model/mentions.ts';

export function Narrative({ narrative, verdict }: Pick<QueueItem, 'narrative' | 'verdict'>) {
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
