/** Why a follow-up came back, before anything else of the report: reasons, what was measured, the note, and the way on. */
import type { Reason } from '#shared/contract/evidence.ts';
import type { Report } from '#shared/contract/ticket.ts';
import { ADVISED_RETURN } from '#shared/evidence/advised-return.ts';
import { groupFindings } from '#shared/evidence/groups.ts';
import type { ReturnReason } from '#shared/ticket/reason.ts';
import type { Locale } from '#shared/words/locale.ts';
import { shortDate, timeLeft } from '#shared/words/time.ts';
import { t } from '../../platform/i18n.ts';
import type { StoredTicket } from '../../store/database.ts';
import { Button, Key } from '../../ui/button.tsx';
import { VerdictSign } from '../../ui/icon.tsx';
import { keyLabel } from '../model/keys.ts';
import { useSurroundings } from '../state/context.ts';
import { useKeyMap } from '../state/keyboard.ts';

interface Props extends Pick<StoredTicket, 'item'> {
  /** Opens the form for the next follow-up; absent for whoever sends none. */
  onFollowUp?: (() => void) | undefined;
}

export function Returned({ item, onFollowUp }: Props) {
  const { now, locale } = useSurroundings();
  const key = useKeyMap().tindak_lanjut;
  if (item.status !== 'tl_ditolak') return null;
  const returns = 'events' in item ? item.events.filter(({ action }) => action === 'kembalikan') : null;
  const event = returns?.at(-1);
  const reasons = event?.reasonCodes ?? [];
  const words = reasons.map((code) => t(`common.return_reason.${code}`)).join(', ');
  const due = item.nextDueAt === null ? null : Date.parse(item.nextDueAt);
  return (
    <section class="advice advice-fail returned" aria-label={t('common.event.kembalikan')}>
      <VerdictSign verdict="fail" size={24} />
      <p class="advice-word">
        <strong>{[t('common.event.kembalikan'), words].filter(Boolean).join(': ')}</strong>
      </p>
      <p class="advice-more soft">
        {[
          event && shortDate(Date.parse(event.at), now, locale),
          returns && returns.length > 1 && t('desk.returned.times', { count: returns.length }),
          due !== null && remaining(due - now, locale),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {event?.note && <p class="advice-note prose">{event.note}</p>}
      {returns === null && <p class="advice-note soft">{t('desk.returned.unread')}</p>}
      <Measured found={measuredFor(item, reasons)} />
      {onFollowUp && (
        <p class="advice-note">
          <Button
            look="button button-main"
            {...(key === null ? {} : { 'aria-keyshortcuts': key })}
            onClick={onFollowUp}
          >
            {t('desk.returned.again')} {key !== null && <Key>{keyLabel(key)}</Key>}
          </Button>
        </p>
      )}
    </section>
  );
}

function Measured({ found }: { found: readonly Reason[] }) {
  if (found.length === 0) return null;
  return (
    <ul class="advice-note returned-found">
      {found.map(({ code, message, advice }) => (
        <li key={code}>
          {message} <span class="soft">{advice}</span>
        </li>
      ))}
    </ul>
  );
}

/** What the check had found of what the validator named, each kind once; where it is not known what they named, the gravest. */
function measuredFor({ verdict }: Pick<Report, 'verdict'>, reasons: readonly ReturnReason[]): Reason[] {
  const found = groupFindings(verdict?.reasons ?? []).map(({ worst }) => worst);
  const named = (code: ReturnReason | undefined): boolean => code !== undefined && reasons.includes(code);
  const fit = found.filter(({ code, severity }) =>
    reasons.length > 0 ? named(ADVISED_RETURN[code]) : severity === 'fail',
  );
  return fit.filter(({ code }, at) => fit.findIndex((each) => each.code === code) === at);
}

function remaining(left: number, locale: Locale): string {
  return t(left < 0 ? 'desk.returned.late' : 'desk.returned.left', {
    time: timeLeft(Math.abs(left), locale),
  });
}
