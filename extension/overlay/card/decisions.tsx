/** The card's buttons. They count only once they have really been seen, and only on the service's own sites. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { LookupItem } from '#shared/contract/ticket.ts';
import { t } from '../../i18n.ts';
import { ask, type Failure } from '../../messages.ts';
import { canVouch, watchVisibility } from '../visibility.ts';
import { type Offer, offersOf } from './offers.ts';

export function Decisions({ item, allowed }: { item: LookupItem; allowed: boolean }) {
  const bar = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const offers = offersOf(item, t('overlay.sent_back'));
  const offered = allowed && offers.length > 0;
  useEffect(() => (bar.current ? watchVisibility(bar.current, setSeen) : undefined), [offered]);
  if (offers.length === 0) return null;
  if (!allowed) return <p class="soft card-note">{t('overlay.not_here')}</p>;
  if (!canVouch()) return <p class="soft card-note">{t('overlay.not_in_pages')}</p>;

  const decide = async (event: MouseEvent, { body }: Offer): Promise<void> => {
    if (!event.isTrusted || !seen) return;
    const answer = await ask('decide', { number: item.number, version: item.version, body });
    setFailure(answer.ok ? null : answer.error);
  };

  // Its page shows something else by now: what is decided is chosen there anew.
  if (failure?.word === 'moved') return <p role="alert">{failure.message}</p>;
  return (
    <>
      <div class="card-bar" ref={bar} data-seen={seen}>
        {offers.map((offer) => (
          <button
            key={`${offer.body.action}-${offer.to ?? ''}`}
            type="button"
            class={offer.advised ? 'button button-main' : 'button'}
            aria-disabled={!seen}
            onClick={(event) => void decide(event, offer)}
          >
            {labelOf(offer, item)}
          </button>
        ))}
      </div>
      {failure && <p role="alert">{failure.message}</p>}
    </>
  );
}

function labelOf({ body, reasons, to }: Offer, { sentBy }: LookupItem): string {
  if (body.action === 'setujui') return t('overlay.approve');
  if (body.action === 'proses') return t('overlay.accept');
  if (body.action === 'koordinasi') {
    return t(body.to === sentBy?.code ? 'overlay.send_back' : 'overlay.pass_on', to ?? body.to);
  }
  const names = reasons.map((reason) => t(`common.return_reason.${reason}`)).join(', ');
  return t('overlay.return_with', names);
}
