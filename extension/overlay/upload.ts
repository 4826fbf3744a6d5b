/** Follows the upload forms of a page: once photos or a narrative are there, the pre-check opens in the form. */
import type { ContentScriptContext } from 'wxt/utils/content-script-context';
import { ask, type Greeting, type Handed } from '../connection/messages.ts';
import type { Theme } from '../platform/settings.ts';
import { type Frame, frameHost } from './frame.ts';
import { type UploadForm, uploadFormAround } from './upload-form.ts';

interface Surroundings {
  meet: () => Promise<Greeting | null>;
  unlessGone: <T>(answer: Promise<T>) => Promise<T | null>;
}

/**
 * Listens on the document alone: a page without such a form pays nothing. Returns how to do so again in one that has been
 * written anew.
 */
export function followUploads(life: ContentScriptContext, around: Surroundings): () => void {
  const panels = new Map<Element, Promise<Panel | null>>();

  const open = async ({ number, photos, narrative }: UploadForm): Promise<Panel | null> => {
    const greeting = await around.meet();
    const said = greeting && (await around.unlessGone(ask('precheck', { number })));
    if (!greeting || !said?.ok) return null;
    const field = photos.at(-1);
    const panel = openPanel(said.value.nonce, greeting.theme, field?.closest('label') ?? field ?? narrative);
    // Widgets that draw their own field hide the real one, and all behind it.
    if (!panel.host.checkVisibility()) narrative.after(panel.host);
    return panel;
  };

  const panelOf = async (form: UploadForm): Promise<Panel | null> => {
    const opened = await panels.get(form.root);
    // The page may have drawn its form anew, without it.
    if (opened?.host.isConnected) return opened;
    opened?.close();
    const opening = open(form);
    panels.set(form.root, opening);
    return opening;
  };

  const hand = async (form: UploadForm, what: Handed, { isTrusted }: Event): Promise<void> => {
    const isNew = !panels.has(form.root);
    // A page can make events of its own; only a person's start anything.
    if (isNew && !isTrusted) return;
    const panel = await panelOf(form);
    panel?.hand(isNew ? { narrative: form.narrative.value, ...what } : what);
  };

  const listeners: [type: string, listener: (event: Event) => void][] = [];
  const on = (type: string, listener: (target: Element, event: Event) => void): void => {
    const heard = (event: Event): void => {
      const [target] = event.composedPath();
      if (target instanceof Element) listener(target, event);
    };
    listeners.push([type, heard]);
  };
  const listen = (): void => {
    for (const [type, heard] of listeners) life.addEventListener(document, type, heard, { capture: true });
  };

  on('change', (field, event) => {
    const isFiles = field instanceof HTMLInputElement && field.type === 'file';
    const form = isFiles || field instanceof HTMLTextAreaElement ? uploadFormAround(field) : null;
    if (form && form.narrative === field && form.narrative.value.trim() !== '') {
      void hand(form, { narrative: form.narrative.value }, event);
    } else if (form?.photos.some((each) => each === field)) {
      void hand(form, { chosen: form.photos.flatMap((each) => [...(each.files ?? [])]) }, event);
    }
  });
  on('input', (field, event) => {
    const form = panels.size > 0 && field instanceof HTMLTextAreaElement ? uploadFormAround(field) : null;
    if (form?.narrative !== field || !panels.has(form.root)) return;
    void hand(form, { narrative: form.narrative.value }, event);
  });
  on('drop', (place, event) => {
    // A field that takes the drop itself tells of it by its change.
    if (!(event instanceof DragEvent) || place instanceof HTMLInputElement) return;
    const dropped = [...(event.dataTransfer?.files ?? [])].filter(
      (file) => !/^(?:text|video)/.test(file.type),
    );
    const form = dropped.length > 0 ? uploadFormAround(place) : null;
    if (form) void hand(form, { dropped }, event);
  });
  on('reset', (form) => {
    void panels.get(form)?.then((panel) => panel?.close());
    panels.delete(form);
  });
  life.onInvalidated(() => {
    for (const panel of panels.values()) void panel.then((opened) => opened?.close());
  });
  listen();
  return listen;
}

interface Panel extends Frame {
  host: HTMLElement;
  hand: (what: Handed) => void;
}

function openPanel(nonce: string, theme: Theme, behind: Element): Panel {
  const { host, port } = frameHost('precheck', nonce, theme);
  behind.after(host);
  return {
    host,
    hand: (what) => port.postMessage(what),
    close() {
      port.close();
      host.remove();
    },
  };
}
