/** Shows what a notification, the popup or a card asks the desk's tab to show: a report, or decisions not taken. */
import { useEffect, useRef } from 'preact/hooks';
import { browser } from 'wxt/browser';
import type { Notice } from '../../connection/messages.ts';

/** A desk inside a page has its own report, and never answers for the tab. */
export function useOpenNotice(
  framed: boolean,
  onOpen: (number: string) => void,
  onCompare: () => void,
): void {
  const asked = useRef({ onOpen, onCompare });
  asked.current = { onOpen, onCompare };
  useEffect(() => {
    if (framed) return;
    const told = (message: unknown): undefined => {
      const notice = message as Notice;
      if (notice.notice === 'open') asked.current.onOpen(notice.number);
      if (notice.notice === 'compare') asked.current.onCompare();
    };
    browser.runtime.onMessage.addListener(told);
    return () => browser.runtime.onMessage.removeListener(told);
  }, [framed]);
}
