/**
 * The pre-check's place in a form: an extension frame under the field for photos. What it is to judge goes through
 * a port of its own, so that neither page nor this side keeps photo or narrative.
 */
import type { Handed } from '../connection/messages.ts';
import type { Theme } from '../platform/settings.ts';
import { type Frame, frameHost } from './frame.ts';

export interface Panel extends Frame {
  host: HTMLElement;
  hand: (what: Handed) => void;
}

export function openPanel(url: string, theme: Theme, behind: Element): Panel {
  const { host, frame } = frameHost('precheck', url, theme);
  const { port1: port, port2: theirs } = new MessageChannel();
  // Only a frame of ours can be under this address, and only it gets the other end; the page sees neither.
  frame.addEventListener('load', () => frame.contentWindow?.postMessage('port', '*', [theirs]), {
    once: true,
  });
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
