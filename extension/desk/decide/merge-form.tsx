/** Merging the report into another: one it is known to have to do with, by digit, or any by its number; and why. */
import type { Report } from '#shared/contract/ticket.ts';
import { exampleNumber, isReportNumber } from '#shared/ticket/number.ts';
import { t } from '../../platform/i18n.ts';
import { keepDrafts, useDraft } from '../state/drafts.ts';
import { Choices, chooseByKey, numbered } from './fields/choices.tsx';
import { LineField, ReasonField } from './fields/text-fields.tsx';
import { type FormProps, FormShell } from './form-shell.tsx';

const drafts = keepDrafts<{ into: string; reason: string }>();

export function MergeForm({ onSend, onClose, ...form }: FormProps) {
  const { item } = form.ticket;
  const { draft, change, lack, sendUnless } = useDraft(drafts, form, { into: '', reason: '' });
  const into = draft.into.trim().toUpperCase();
  const reason = draft.reason.trim();
  const pick = ({ number }: Related): void => change({ into: number });
  const candidates = numbered(
    relatedReports(item),
    ({ number, how }) => (
      <>
        <span class="tabular">{number}</span> <span class="soft">{t(`desk.related_how.${how}`)}</span>
      </>
    ),
    ({ number }) => number === into,
  );
  const numberLack = (): string | null => {
    if (into === item.number) return t('desk.merge.itself');
    return isReportNumber(into) ? null : t('desk.merge.number_lack');
  };
  return (
    <FormShell
      title={t('desk.merge.title')}
      sendWords={t('common.action.gabung')}
      problem={lack}
      focus={candidates.length > 0 ? 'form' : 'text'}
      onKey={(key) => chooseByKey(candidates, key, pick)}
      onSend={() =>
        sendUnless(numberLack() ?? (reason === '' ? t('desk.bar.reason_required') : null), () =>
          onSend({ action: 'gabung', into, reason }),
        )
      }
      onClose={onClose}
    >
      <p class="soft form-hint">{t('desk.merge.hint')}</p>
      {candidates.length > 0 && (
        <Choices label={t('desk.related.title')} choices={candidates} onChoose={pick} />
      )}
      <LineField
        label={t('desk.merge.number')}
        placeholder={exampleNumber()}
        invalid={lack !== null && numberLack() !== null}
        value={draft.into}
        onLine={(into) => change({ into })}
      />
      <ReasonField value={draft.reason} tried={lack !== null} onText={(text) => change({ reason: text })} />
    </FormShell>
  );
}

type Relation = 'repeat' | 'duplicate' | 'merged' | 'finding';

export interface Related {
  number: string;
  how: Relation;
}

type Relatable = Pick<Report, 'number' | 'repeatOf' | 'probableDuplicate' | 'mergedInto' | 'verdict'>;

/** Each once, by what says most about it. */
export function relatedReports(item: Relatable): Related[] {
  const named: [how: Relation, number: string | undefined][] = [
    ['merged', item.mergedInto],
    ['duplicate', item.probableDuplicate],
    ['repeat', item.repeatOf],
    ...(item.verdict?.reasons ?? []).map(({ ref }): [Relation, string | undefined] => ['finding', ref]),
  ];
  const related = new Map<string, Related>();
  for (const [how, number] of named) {
    if (number !== undefined && number !== item.number && !related.has(number))
      related.set(number, { number, how });
  }
  return [...related.values()];
}
