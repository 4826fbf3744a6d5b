/** A day and hour: mostly one of the quick choices. */
import { useId } from 'preact/hooks';
import { here } from '#shared/city/here.ts';
import { fullDate } from '#shared/words/time.ts';
import { t } from '../../../platform/i18n.ts';
import { fromField, type QuickTime, toField } from '../../model/until.ts';
import { useSurroundings } from '../../state/context.ts';
import { type Choice, Choices, numbered } from './choices.tsx';

interface Props {
  label: string;
  quick: readonly Choice<number>[];
  value: number | null;
  /** ms UTC: the field offers nothing after it. */
  last?: number;
  invalid: boolean;
  onTime(at: number | null): void;
}

export function UntilField({ label, quick, value, last, invalid, onTime }: Props) {
  const { now, locale } = useSurroundings();
  const id = useId();
  return (
    <div class="field">
      <label for={id}>
        {label} ({here().zone})
      </label>
      <Choices label={label} choices={quick} onChoose={onTime} />
      <div class="form-row">
        <input
          id={id}
          type="datetime-local"
          class="input"
          min={toField(now)}
          {...(last === undefined ? {} : { max: toField(last) })}
          value={value === null ? '' : toField(value)}
          aria-invalid={invalid}
          onInput={(event) => onTime(fromField(event.currentTarget.value))}
        />
        {/* The browser writes dates in its own language, which may have the month first. */}
        <output for={id} class="soft">
          {value === null ? '' : fullDate(value, locale)}
        </output>
      </div>
    </div>
  );
}

/** With what each comes to: "3 hari" alone leaves weekends and holidays to be counted. */
export function useQuickChoices(times: readonly QuickTime[], chosen: number | null): Choice<number>[] {
  const { locale, isWorkday } = useSurroundings();
  return numbered(
    times.map(({ at }) => at),
    (at) => {
      const time = times.find((each) => each.at === at);
      return (
        <>
          {time && quickWords(time)}{' '}
          <span class="soft">
            {fullDate(at, locale)}
            {!isWorkday(at) && ` · ${t('desk.until.day_off')}`}
          </span>
        </>
      );
    },
    (at) => at === chosen,
  );
}

function quickWords({ name, days }: QuickTime): string {
  return name === 'days' ? t('desk.until.days', { count: days }) : t(`desk.until_word.${name}`);
}
