/** Passing a report on: to which office (the proposed one first), and why; a work ticket says until when as well. */
import { useRef } from 'preact/hooks';
import type { ActionBody } from '#shared/contract/action.ts';
import type { Unit } from '#shared/contract/units.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { t } from '../../platform/i18n.ts';
import { type Passing, suggestedUnits, unitsFor } from '../model/units.ts';
import { estimateTimes, untilFault } from '../model/until.ts';
import { useSurroundings } from '../state/context.ts';
import { type Drafts, keepDrafts, useDraft } from '../state/drafts.ts';
import { type Choice, Choices, chooseByKey, numbered } from './fields/choices.tsx';
import { LineField, TextField } from './fields/text-fields.tsx';
import { UnitPicker } from './fields/unit-picker.tsx';
import { UntilField, useQuickChoices } from './fields/until-field.tsx';
import { type FormProps, FormShell } from './form-shell.tsx';

/** Whether the reason may be left out, and whether the form asks for an estimate or takes an officer instead. */
const ASKS: Record<
  Passing,
  { reason: 'required' | 'optional' | 'none'; estimate: boolean; officer: boolean }
> = {
  koordinasi: { reason: 'required', estimate: false, officer: false },
  disposisi: { reason: 'optional', estimate: false, officer: false },
  disposisi_unit: { reason: 'none', estimate: false, officer: true },
  tiket: { reason: 'required', estimate: true, officer: false },
};

interface Draft {
  unit: Unit | null;
  /** Username. */
  officer: string;
  reason: string;
  estimate: number | null;
}

const drafts: Record<Passing, Drafts<Draft>> = {
  koordinasi: keepDrafts(),
  disposisi: keepDrafts(),
  disposisi_unit: keepDrafts(),
  tiket: keepDrafts(),
};

export function PassingForm({
  passing,
  actor,
  units,
  onSend,
  onClose,
  ...form
}: FormProps & { passing: Passing }) {
  const { ticket } = form;
  const { now } = useSurroundings();
  const fields = useRef<HTMLDivElement>(null);
  const { draft, change, lack, sendUnless } = useDraft(drafts[passing], form, {
    unit: null,
    officer: '',
    reason: '',
    estimate: null,
  });
  const { unit, estimate } = draft;
  const [reason, officer] = [draft.reason.trim(), draft.officer.trim()];
  const asks = ASKS[passing];

  const suggestions = suggestedUnits(passing, units, actor, ticket.item);
  const pick = (chosen: Unit | null): void => {
    change({ unit: chosen, ...(chosen ? { officer: '' } : {}) });
    if (chosen) fields.current?.querySelector('textarea')?.focus();
  };
  const offices: Choice<Unit>[] = numbered(
    suggestions.map((each) => each.unit),
    (each) => <Office unit={each} why={suggestions.find((one) => one.unit === each)?.why} />,
    (each) => each.code === unit?.code,
  );
  const times = useQuickChoices(asks.estimate ? estimateTimes(now) : [], estimate);
  const letters = times.map((choice, index) => ({ ...choice, key: 'abcdef'.charAt(index) }));

  const missing = (): string | null => {
    if (unit === null && officer === '')
      return t(asks.officer ? 'desk.passing.lack_either' : 'desk.passing.lack');
    const fault = asks.estimate ? untilFault(estimate, now, null) : null;
    if (fault && fault !== 'close') return t(`desk.passing.estimate_${fault}`);
    return asks.reason === 'required' && reason === '' ? t('desk.bar.reason_required') : null;
  };

  return (
    <FormShell
      title={t(`desk.passing_title.${passing}`)}
      sendWords={t(`common.action.${passing}`)}
      problem={lack}
      focus={suggestions.length > 0 ? 'form' : 'text'}
      onKey={(key) =>
        chooseByKey(offices, key, pick) || chooseByKey(letters, key, (at) => change({ estimate: at }))
      }
      onSend={() => sendUnless(missing(), () => onSend(bodyOf(passing, { ...draft, reason, officer })))}
      onClose={onClose}
    >
      {offices.length > 0 && (
        <Choices label={t('desk.passing.suggested')} choices={offices} onChoose={pick} />
      )}
      <UnitPicker
        label={t('desk.passing.unit')}
        units={unitsFor(passing, units, actor, ticket.item)}
        isRead={units.length > 0}
        chosen={unit}
        invalid={lack !== null && unit === null && officer === ''}
        onUnit={pick}
      />
      {asks.officer && (
        <LineField
          label={t('desk.passing.officer')}
          value={draft.officer}
          onLine={(line) => change({ officer: line, unit: null })}
        />
      )}
      {asks.estimate && (
        <UntilField
          label={t('desk.passing.estimate')}
          quick={letters}
          value={estimate}
          invalid={lack !== null && estimate === null}
          onTime={(at) => change({ estimate: at })}
        />
      )}
      {asks.reason !== 'none' && (
        <div ref={fields}>
          <TextField
            label={t(asks.reason === 'optional' ? 'desk.passing.reason_optional' : 'desk.bar.reason')}
            value={draft.reason}
            invalid={lack !== null && asks.reason === 'required' && reason === ''}
            onText={(text) => change({ reason: text })}
          />
        </div>
      )}
    </FormShell>
  );
}

function Office({ unit, why }: { unit: Unit; why: string | undefined }) {
  return (
    <>
      {unit.name}
      {why !== undefined && <span class="soft"> · {why}</span>}
    </>
  );
}

function bodyOf(passing: Passing, { unit, officer, reason, estimate }: Draft): ActionBody {
  const to = unit?.code ?? '';
  switch (passing) {
    case 'koordinasi':
      return { action: 'koordinasi', to, reason };
    case 'disposisi':
      return { action: 'disposisi', to, ...(reason === '' ? {} : { reason }) };
    case 'disposisi_unit':
      return unit ? { action: 'disposisi_unit', to } : { action: 'disposisi_unit', officer };
    case 'tiket':
      return { action: 'tiket', to, estimate: toTimestamp(estimate ?? 0), reason };
  }
}
