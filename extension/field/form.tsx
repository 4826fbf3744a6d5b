/** The desk's own form of a decision, over the whole of the phone, with the guided camera beside its choosing of files. */
import { useMemo, useRef, useState } from 'preact/hooks';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import type { Action } from '#shared/ticket/action.ts';
import { type Camera, CameraContext } from '../desk/decide/camera.ts';
import { DecisionForm, useFormMeans } from '../desk/decide/forms.tsx';
import type { DeskDecision } from '../desk/model/decisions.ts';
import { beforePhotos } from '../desk/model/photos.ts';
import { draftOwner } from '../desk/state/drafts.ts';
import { capturesOf, type KeptFollowUp, keptFollowUp } from '../store/captures.ts';
import type { CaptureSide, StoredCapture, StoredTicket } from '../store/database.ts';
import { useLive } from '../ui/hooks.ts';
import { GuidedCamera } from './capture/camera.tsx';
import { capturedOf } from './capture/commit.ts';
import { useEarlier } from './capture/earlier.ts';
import { useLoaded } from './loaded.ts';
import type { FieldModel } from './use-field.ts';

interface Props {
  field: FieldModel;
  ticket: StoredTicket;
  decision: DeskDecision;
  /** One like it is on its way already. */
  another: boolean;
  onClose(): void;
  onDone(): void;
}

export function FieldForm(props: Props) {
  const { store, session } = props.field;
  const { number } = props.ticket;
  const accountId = session.actor.id;
  const kept = useMemo(() => keptFollowUp(store, { accountId, number }), [store, number]);
  const written = useLoaded(() => kept.narrative().catch(() => ''));
  const captures = useLive(
    async () => (await capturesOf(store, accountId)).filter((each) => each.number === number),
    [store, number],
  );
  // A form fills in what was taken and written once, as it opens.
  if (captures.state !== 'ready' || written === null) return null;
  return <Filled {...props} {...{ kept, written }} captures={captures.value} />;
}

function Filled(props: Props & Left) {
  const { field, ticket, decision, another, onClose, onDone, kept, captures } = props;
  const { means, dialog } = useFormMeans(field);
  const { camera, asked, answer } = useAsked(props, field.now);
  const isSending = useRef(false);
  const earlier = useEarlier(
    field.store,
    asked?.side === 'after'
      ? captures.filter(isOpen).findLast(({ side }) => side === 'before')?.photo
      : undefined,
    beforePhotos(ticket.item)[0],
  );
  return (
    <div class="field-form">
      <CameraContext.Provider value={camera}>
        <DecisionForm
          {...means}
          {...{ ticket, decision, another, onClose }}
          owner={draftOwner(field.session.actor.id, ticket.number)}
          onSend={async (body, files) => {
            // A thumb taps twice.
            if (isSending.current) return;
            isSending.current = true;
            isSending.current = await field.decide(ticket, body, files);
            if (!isSending.current) return;
            if (HANDS_IN.includes(body.action)) await kept.close().catch(() => undefined);
            onDone();
          }}
        />
      </CameraContext.Provider>
      {asked && (
        <GuidedCamera
          number={ticket.number}
          side={asked.side}
          point={ticket.item.point ?? null}
          farM={FAR_M}
          {...{ earlier }}
          onTaken={answer}
          onClose={() => answer(null)}
        />
      )}
      {dialog}
    </div>
  );
}

/** With these the photos go. */
const HANDS_IN: readonly Action[] = ['tindak_lanjut', 'hasil_lapangan'];

/** Beyond what even a coarse fix explains: there the check warns. */
const FAR_M = EVIDENCE_POLICY.location.failFloorM;

interface Asked {
  side: CaptureSide;
  answer(file: File | null): void;
}

/** What was left of the follow-up. */
interface Left {
  kept: KeptFollowUp;
  captures: readonly StoredCapture[];
  written: string;
}

const isOpen = ({ isHeld, isUsed }: StoredCapture): boolean => isHeld && !isUsed;

/** The forms ask for a photo and wait; the camera answers. `now`: ms, the service's clock. */
function useAsked({ kept, captures, written }: Left, now: number) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const camera: Camera = useMemo(() => {
    const of = (side: CaptureSide): File[] =>
      captures.filter((each) => each.side === side && isOpen(each)).map(({ photo }) => photo);
    return {
      taken: { before: of('before'), after: of('after'), field: of('field') },
      take: (side) => new Promise((resolve) => setAsked({ side, answer: resolve })),
      narrative: written,
      // Where the phone has no room the open form has all of it still.
      write: (narrative) => void kept.write(narrative, now).catch(() => undefined),
      hold: (file, side) => void kept.hold(file, side).catch(() => undefined),
      add: (files, side) => void kept.add(files, side, now).catch(() => undefined),
      captured(sha256) {
        const capture = captures.find((each) => each.sha256 === sha256);
        return capture && capturedOf(capture);
      },
    };
  }, [captures]);
  return {
    camera,
    asked,
    answer(file: File | null): void {
      if (file && asked) camera.hold(file, asked.side);
      asked?.answer(file);
      setAsked(null);
    },
  };
}
