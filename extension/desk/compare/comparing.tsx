/** Opens the comparison of two photos that a finding calls alike: by its key, or by the button beside the finding. */
import type { ComponentChildren } from 'preact';
import { createContext } from 'preact';
import { useCallback, useContext, useEffect, useRef, useState } from 'preact/hooks';
import type { Reason } from '#shared/contract/evidence.ts';
import type { Report } from '#shared/contract/ticket.ts';
import { t } from '../../platform/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { keyLabel } from '../model/keys.ts';
import { pairingOf, pairingsOf } from '../model/pairings.ts';
import { useKeyMap, useLookKey } from '../state/keyboard.ts';
import { CompareDialog } from './compare-dialog.tsx';

const Compare = createContext<{ item: Report | null; open(reason: Reason): void }>({
  item: null,
  open: () => undefined,
});

interface Props {
  /** The report that is shown. */
  item: Report | null;
  onChoose(number: string): void;
  children: ComponentChildren;
}

export function Comparing({ item, onChoose, children }: Props) {
  const [shown, setShown] = useState<Reason | null>(null);
  const returnTo = useRef<Element | null>(null);
  const open = useCallback((reason: Reason): void => {
    returnTo.current = document.activeElement;
    setShown(reason);
  }, []);
  // Another report has other photos.
  useEffect(() => setShown(null), [item?.number]);
  const pairings = item ? pairingsOf(item) : [];
  const [first] = pairings;
  useLookKey('compare', first ? () => open(first.reason) : null);
  const at = pairings.findIndex(({ reason }) => isSame(reason, shown));
  const pairing = pairings[at];
  return (
    <Compare.Provider value={{ item, open }}>
      {children}
      {item && pairing && (
        <CompareDialog
          key={item.number}
          {...{ item, pairings, pairing, at, onChoose }}
          onWalk={(to) => setShown(pairings[to]?.reason ?? null)}
          onClose={() => {
            setShown(null);
            giveBack(returnTo.current);
          }}
        />
      )}
    </Compare.Provider>
  );
}

/** Beside a finding; nothing where it speaks of no other photo. */
export function CompareButton({ reason }: { reason: Reason }) {
  const { item, open } = useContext(Compare);
  const { compare: key } = useKeyMap();
  const pairing = item && pairingOf(item, reason);
  if (!item || !pairing) return null;
  if (pairing.other.of === 'withheld') return <span class="soft">{t('compare.withheld')}</span>;
  const isFirst = isSame(pairingsOf(item)[0]?.reason ?? null, reason);
  return (
    <Button
      look="link"
      aria-keyshortcuts={isFirst && key !== null ? key : undefined}
      title={isFirst && key !== null ? `${t('compare.open')} (${keyLabel(key)})` : undefined}
      onClick={() => open(reason)}
    >
      {t('compare.open')}
    </Button>
  );
}

/** The same finding, also once its verdict was read anew. */
function isSame(one: Reason | null, other: Reason | null): boolean {
  return one !== null && other !== null && one.code === other.code && one.photo === other.photo;
}

/** The browser gives the keyboard back to where it was; what is no longer there, or was the page itself, gives it to the report. */
function giveBack(to: Element | null): void {
  const isKept = to instanceof HTMLElement && to.isConnected && to !== document.body;
  const target = isKept ? to : document.querySelector('#ticket h1');
  if (target instanceof HTMLElement) target.focus({ preventScroll: true });
}
