/** The forms that pages show, with what each field offers. */
import { Parser } from 'htmlparser2';
import type { Form } from './pages.ts';

type Field = { name: string; options: string[]; isFile: boolean };

/** Those that are posted. `at`: the page's own path, where a form names none. */
export function formsIn(html: string, at: string): Form[] {
  const forms: Form[] = [];
  let fields: Field[] | null = null;
  let select: Field | null = null;
  const parser = new Parser({
    onopentag(tag, { method, action, name = '', value = '', type = '' }) {
      if (tag === 'form') {
        fields = method?.toLowerCase() === 'post' ? [] : null;
        if (fields) forms.push({ path: pathOf(action ?? at), fields });
      } else if (fields && (tag === 'input' || tag === 'textarea' || tag === 'button') && name !== '') {
        const known = fields.find((one) => one.name === name);
        if (known) known.options.push(value);
        else fields.push({ name, options: value === '' ? [] : [value], isFile: type === 'file' });
      } else if (fields && tag === 'select' && name !== '') {
        select = { name, options: [], isFile: false };
        fields.push(select);
      } else if (select && tag === 'option') select.options.push(value);
    },
    onclosetag(tag) {
      if (tag === 'form') fields = null;
      if (tag === 'select') select = null;
    },
  });
  parser.end(html);
  return forms;
}

function pathOf(action: string): string {
  return new URL(action, 'http://localhost').pathname;
}
