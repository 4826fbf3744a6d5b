/** Shows the report that a notification, the popup or a card asks the desk's tab to show. */
import { useEffect, useRef } from 'preact/hooks';
import { browser } from 'wxt/browser';
import type { Notice } from '../messages.ts';

/** A desk inside a page has its own report, and never answers for the tab. */
export function useOpenNotice(framed: boolean, onOpen: (number: string) => void): void {
  const open = useRef(onOpen);
  open.current = onOpen;
  useEffect(() => {
    if (framed) return;
    const told = (message: unknown): undefined => {
      const notice = message as Notice;
      if (notice.notice === 'open') open.current(notice.number);
    };
    browser.runtime.onMessage.addListener(told);
    return () => browser.runtime.onMessage.removeListener(told);
  }, [framed]);
}
