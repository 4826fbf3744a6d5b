/**
 * Recognises the form in which an office sends its follow-up: photos, a narrative and the number of one report.
 * CRM's own markup is not known to us, so it is guessed from what such a form cannot do without; forms that are
 * known are named.
 */
import { findNumbers, numbersIn } from './find.ts';

export interface UploadForm {
  root: Element;
  /** Fields for after-photos. */
  photos: readonly HTMLInputElement[];
  narrative: HTMLTextAreaElement;
  number: string;
}

interface KnownForm {
  path: RegExp;
  root: string;
  photos: string;
  narrative: string;
}

/** Where a guess is not needed, or would fail: the demo's form, which stands in for CRM's own. */
const KNOWN: readonly KnownForm[] = [
  {
    path: /^\/demo\/laporan\/[^/]+\/tindak-lanjut$/,
    root: '#tindak-lanjut',
    photos: '[name="sesudah"]',
    narrative: '[name="narasi"]',
  },
];

/** Without a `form` around them, fields that belong together stand no further apart than this. */
const MOST_LEVELS = 6;
const TAKES_PHOTOS = /image\/|heic|heif|jpe?g|png|webp/i;
/** Fields for other files: photos from before, letters, identity cards. */
const OTHER_FILES = /sebelum|before|surat|letter|ktp|avatar|profil/i;
const NARRATIVE = /narasi|narrative|tindak|uraian|keterangan|penjelasan|hasil|catatan/i;

/** The form that this field or place belongs to; null where it is none of that kind. */
export function uploadFormAround(element: Element): UploadForm | null {
  const known = KNOWN.find(({ path }) => path.test(location.pathname));
  const root = known ? element.closest(known.root) : (element.closest('form') ?? nearest(element));
  if (!root) return null;
  const photos = [...root.querySelectorAll<HTMLInputElement>(known?.photos ?? 'input[type="file"]')];
  const after = known ? photos : photos.filter(isForPhotos);
  const narrative = narrativeIn(root, known?.narrative);
  const number = numberOf(root);
  return after.length > 0 && narrative && number ? { root, photos: after, narrative, number } : null;
}

function nearest(element: Element): Element | null {
  let around: Element | null = element;
  for (let level = 0; around && level < MOST_LEVELS; level++) {
    if (around.querySelector('input[type="file"]') && around.querySelector('textarea')) return around;
    around = around.parentElement;
  }
  return null;
}

function isForPhotos(input: HTMLInputElement): boolean {
  return (input.accept === '' || TAKES_PHOTOS.test(input.accept)) && !OTHER_FILES.test(namesOf(input));
}

function narrativeIn(root: Element, known: string | undefined): HTMLTextAreaElement | undefined {
  const fields = [...root.querySelectorAll<HTMLTextAreaElement>(known ?? 'textarea')].filter(
    (field) => !field.readOnly && !field.disabled,
  );
  return fields.find((field) => NARRATIVE.test(namesOf(field))) ?? fields[0];
}

function namesOf(field: HTMLInputElement | HTMLTextAreaElement): string {
  const labels = [...(field.labels ?? [])].map((label) => label.textContent);
  return [field.name, field.id, field.getAttribute('aria-label'), field.title, ...labels].join(' ');
}

/** Of the first place that names exactly one: what the form sends, the address, its text, the headings. */
function numberOf(root: Element): string | null {
  const named = (texts: readonly string[]): string[] =>
    texts.flatMap((text) => numbersIn(text).map(({ number }) => number));
  const places = [
    () => named([...root.querySelectorAll('input')].map((field) => field.value)),
    () => named([location.pathname + location.search]),
    () => [...findNumbers(root)].flat().map((hit) => hit.number),
    () =>
      named([document.title, ...[...document.querySelectorAll('h1,h2,h3')].map((each) => each.textContent)]),
  ];
  for (const place of places) {
    const [first, ...others] = new Set(place());
    if (first !== undefined && others.length === 0) return first;
  }
  return null;
}
