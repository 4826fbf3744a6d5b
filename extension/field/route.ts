/** Which report is looked at stands in the address behind `#`: the phone's own "back" leads to the list. */
import { useEffect, useState } from 'preact/hooks';
import { isReportNumber } from '#shared/ticket/number.ts';

export function showReport(number: string): void {
  location.hash = number;
}

export function showList(): void {
  // Opened from the list: back to it, so that the phone's own "back" does not lead here again.
  if (history.state?.isFromList === true) history.back();
  else location.hash = '';
}

/** Null on the list. */
export function useRoute(): string | null {
  const [number, setNumber] = useState(numberIn);
  useEffect(() => {
    const follow = ({ oldURL }: HashChangeEvent): void => {
      if (history.state === null)
        history.replaceState({ isFromList: numberIn(new URL(oldURL)) === null }, '');
      setNumber(numberIn());
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return number;
}

function numberIn({ hash }: Pick<Location, 'hash'> = location): string | null {
  const text = decodeURIComponent(hash.slice(1)).toUpperCase();
  return isReportNumber(text) ? text : null;
}
