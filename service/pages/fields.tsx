/** Forms as they are drawn: for each field a label, its hint, what was sent, and what was wrong with it. */
import type { ComponentChildren } from 'preact';
import type { Phrase } from '#shared/words/phrase.ts';
import { useSay } from './context.tsx';
import { type Field, type Filled, type Option, textOf, type Values } from './form.ts';
import { Beside } from './parts.tsx';

export function Fields({ fields, filled }: { fields: readonly Field[]; filled: Filled }) {
  return fields.map((field) => <FieldView field={field} filled={filled} />);
}

export function FieldView({ field, filled: { values, faults } }: { field: Field; filled: Filled }) {
  const say = useSay();
  const { path } = field;
  const fault = faults?.get(path);
  const told = fault ?? field.hint;
  const marks: Marks = {
    ...(told && { 'aria-describedby': aboutOf(path) }),
    ...(fault && { 'aria-invalid': true }),
  };
  const about = told && (
    <p id={aboutOf(path)} class={fault ? 'fault' : 'soft'}>
      {say(told)}
    </p>
  );
  if (field.kind === 'flag') {
    return (
      <>
        <label class="box">
          <input type="checkbox" name={path} value="on" checked={textOf(values, path) !== ''} {...marks} />{' '}
          {say(field.label)}
        </label>
        {about}
      </>
    );
  }
  if (field.kind === 'choices') {
    return (
      <>
        <fieldset {...marks}>
          <legend>{say(field.label)}</legend>
          {field.options.map((option) => (
            <Box path={path} option={option} values={values} />
          ))}
        </fieldset>
        {about}
      </>
    );
  }
  return (
    <>
      <label>
        {say(field.label)}
        {field.optional === true && <Beside>{say('pages.form.optional')}</Beside>}{' '}
        <Control field={field} values={values} marks={marks} />
      </label>
      {about}
    </>
  );
}

/** The id of what is said about a field. */
function aboutOf(path: string): string {
  return `tentang-${path}`;
}

interface Marks {
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
}

interface ControlProps {
  field: Exclude<Field, { kind: 'flag' | 'choices' }>;
  values: Values;
  marks: Marks;
}

function Control({ field, values, marks }: ControlProps) {
  const say = useSay();
  const value = textOf(values, field.path);
  const common = { name: field.path, required: field.optional === undefined, ...marks };
  switch (field.kind) {
    case 'lines':
    case 'prose':
      return (
        <textarea {...common} rows={4} maxLength={10000}>
          {value}
        </textarea>
      );
    case 'choice':
      return (
        <select {...common}>
          {field.options.map((option) => (
            <option value={option.value} selected={option.value === value}>
              {say(option.label)}
            </option>
          ))}
        </select>
      );
    case 'number': {
      const { min, max, step = 'any' } = field;
      return (
        <input {...common} type="number" inputMode="decimal" min={min} max={max} step={step} value={value} />
      );
    }
    case 'password':
      return <input {...common} type="password" maxLength={200} autoComplete="current-password" />;
    case 'date':
      return <input {...common} type="date" value={value} />;
    case 'instant':
      return <input {...common} type="datetime-local" value={value} />;
    case 'line': {
      const { max, autocomplete = 'off', suggestions } = field;
      return (
        <input {...common} maxLength={max} value={value} autoComplete={autocomplete} list={suggestions} />
      );
    }
  }
}

function Box({ path, option: { value, label }, values }: { path: string; option: Option; values: Values }) {
  const say = useSay();
  return (
    <label class="box">
      <input type="checkbox" name={path} value={value} checked={values[path]?.includes(value) ?? false} />{' '}
      {say(label)}
    </label>
  );
}

interface FormProps {
  action: string;
  method?: 'get' | 'post';
  /** On the button at its end. */
  submit: Phrase;
  children: ComponentChildren;
}

/** A form one fills in from top to bottom. */
export function Form({ action, method = 'post', submit, children }: FormProps) {
  const say = useSay();
  return (
    <form class="stacked" method={method} action={action}>
      {children}
      <p>
        <button type="submit">{say(submit)}</button>
      </p>
    </form>
  );
}

interface QuietFormProps {
  action: string;
  submit: Phrase;
  /** Phrase before it is pressed. */
  why?: Phrase;
}

/** A form that is one press. */
export function QuietForm({ action, submit, why }: QuietFormProps) {
  const say = useSay();
  return (
    <form method="post" action={action}>
      {why && <p>{say(why)}</p>}
      <button class="quiet" type="submit">
        {say(submit)}
      </button>
    </form>
  );
}

interface SearchProps {
  action: string;
  fields: readonly Field[];
  filled: Filled;
}

/** Around the form a `search` element would say the same and lay it out otherwise. */
const AS_SEARCH = { role: 'search' } as const;

/** A form above the list that it narrows. */
export function Search({ action, fields, filled }: SearchProps) {
  const say = useSay();
  return (
    <form {...AS_SEARCH} class="search" method="get" action={action}>
      <Fields fields={fields} filled={filled} />
      <button type="submit">{say('pages.search')}</button>
    </form>
  );
}

interface FoldedProps {
  summary: string;
  open?: boolean;
  children: ComponentChildren;
}

/** A form that stays folded until it is asked for, or until what was sent in it was refused. */
export function Folded({ summary, open = false, children }: FoldedProps) {
  return (
    <details class="folded" open={open}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
