/** How two shown photos lie over one another: asked of a worker, kept for as long as somebody may look again. */
import { useEffect, useState } from 'preact/hooks';
import type { Overlay } from '#shared/evidence/pictures/overlay.ts';
import type { OverlayAnswer, OverlayTask } from './overlay-worker.ts';

export type Aligned =
  | { state: 'busy' }
  /** `shape`: width by height of the photo below. */
  | { state: 'laid'; overlay: Overlay; shape: number }
  /** They cannot be laid over one another. */
  | { state: 'apart' };

/** ms: two photos take some tenths of a second; whatever takes longer will not come. */
const LIMIT_MS = 8_000;
/** Pairs that are kept: a report's ten photos with three from before. */
const KEPT = 30;

const APART: Aligned = { state: 'apart' };
const BUSY: Aligned = { state: 'busy' };

/** Object URLs of two photos; null while one of them is not shown or nobody asks. */
export function useOverlay(below: string | null, above: string | null): Aligned {
  const [found, setFound] = useState<{ pair: string; aligned: Aligned } | null>(null);
  const pair = below === null || above === null ? null : `${below} ${above}`;
  useEffect(() => {
    if (pair === null || below === null || above === null) return;
    let gone = false;
    void alignedPair(pair, below, above).then((aligned) => {
      if (!gone) setFound({ pair, aligned });
    });
    return () => {
      gone = true;
    };
  }, [pair]);
  return found !== null && found.pair === pair ? found.aligned : BUSY;
}

const kept = new Map<string, Promise<Aligned>>();

function alignedPair(pair: string, below: string, above: string): Promise<Aligned> {
  const known = kept.get(pair);
  if (known) return known;
  const asked = align(below, above).catch(() => APART);
  kept.set(pair, asked);
  for (const [oldest] of kept) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  return asked;
}

async function align(below: string, above: string): Promise<Aligned> {
  const [under, over] = await Promise.all([below, above].map(async (url) => (await fetch(url)).blob()));
  if (!under || !over) return APART;
  const { overlay, shape } = await laid(under, over);
  return overlay === null || shape === null ? APART : { state: 'laid', overlay, shape };
}

let worker: Worker | null = null;
let asked = 0;

/** Rejects where it takes too long; whoever asked besides is then answered nothing either, and asks anew. */
function laid(below: Blob, above: Blob): Promise<OverlayAnswer> {
  worker ??= new Worker(new URL('./overlay-worker.ts', import.meta.url), { type: 'module' });
  const own = worker;
  const id = ++asked;
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      own.removeEventListener('message', onAnswer);
      own.removeEventListener('error', onError);
    };
    const onError = (): void => {
      stop();
      own.terminate();
      if (worker === own) worker = null;
      reject(new Error('the photos were not laid over one another in time'));
    };
    const onAnswer = ({ data }: MessageEvent<OverlayAnswer>): void => {
      if (data.id !== id) return;
      stop();
      resolve(data);
    };
    const timer = setTimeout(onError, LIMIT_MS);
    own.addEventListener('message', onAnswer);
    own.addEventListener('error', onError);
    own.postMessage({ id, below, above } satisfies OverlayTask);
  });
}
