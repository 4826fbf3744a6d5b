/** Drawing the fields of a form: a label each, its hint, what was sent, and what was wrong with it. */
import { html } from 'hono/html';
import { type Language, say } from '../platform/http/language.ts';
import type { Field, Filled, Option, Values } from './form.ts';
import { textOf } from './form.ts';
import type { Html } from './page.ts';

export function drawFields(fields: readonly Field[], filled: Filled, language: Language): Html {
  return html`${fields.map((field) => drawField(field, filled, language))}`;
}

export function drawField(field: Field, { values, faults }: Filled, language: Language): Html {
  const fault = faults?.get(field.path);
  const told = fault ?? field.hint;
  const about = told ? html` aria-describedby="tentang-${field.path}"` : '';
  const marks = html`${about}${fault ? html` aria-invalid="true"` : ''}`;
  const said = html`${
    told
      ? html`<p id="tentang-${field.path}" class="${fault ? 'fault' : 'soft'}">${say(told, language)}</p>`
      : ''
  }`;
  const label = say(field.label, language);
  if (field.kind === 'flag') {
    const on = textOf(values, field.path) !== '';
    return html`<label class="box"><input type="checkbox" name="${field.path}" value="on"${checked(on)}${marks}> ${label}</label>${said}`;
  }
  if (field.kind === 'choices') {
    return html`<fieldset${marks}><legend>${label}</legend>
${field.options.map((option) => box(field.path, option, values, language))}</fieldset>${said}`;
  }
  return html`<label>${label}${field.optional === true ? html` <span class="soft">${say('pages.form.optional', language)}</span>` : ''}
${control(field, values, marks, language)}</label>${said}`;
}

function control(
  field: Exclude<Field, { kind: 'flag' | 'choices' }>,
  values: Values,
  marks: Html,
  language: Language,
): Html {
  const value = textOf(values, field.path);
  const common = html`name="${field.path}"${field.optional ? '' : html` required`}${marks}`;
  switch (field.kind) {
    case 'prose':
      return html`<textarea ${common} rows="4" maxlength="10000">${value}</textarea>`;
    case 'choice':
      return html`<select ${common}>${field.options.map(
        (option) =>
          html`<option value="${option.value}"${option.value === value ? html` selected` : ''}>${say(option.label, language)}</option>`,
      )}</select>`;
    case 'number':
      return html`<input ${common} type="number" inputmode="decimal" min="${field.min}" max="${field.max}" step="${field.step ?? 'any'}" value="${value}">`;
    case 'date':
      return html`<input ${common} type="date" value="${value}">`;
    case 'wib':
      return html`<input ${common} type="datetime-local" value="${value}">`;
    case 'line':
      return html`<input ${common} maxlength="${field.max}" value="${value}" autocomplete="${field.autocomplete ?? 'off'}"${
        field.suggestions === undefined ? '' : html` list="${field.suggestions}"`
      }>`;
  }
}

function box(path: string, { value, label }: Option, values: Values, language: Language): Html {
  const on = values[path]?.includes(value) ?? false;
  return html`<label class="box"><input type="checkbox" name="${path}" value="${value}"${checked(on)}> ${say(label, language)}</label>`;
}

function checked(on: boolean): Html | '' {
  return on ? html` checked` : '';
}

/** A form that stays folded until it is asked for, or until what was sent in it was refused. */
export function folded(summary: string, content: Html, open = false): Html {
  return html`<details class="folded"${open ? html` open` : ''}><summary>${summary}</summary>${content}</details>`;
}
