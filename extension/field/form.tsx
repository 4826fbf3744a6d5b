/** The desk's own form of a decision, over the whole of the phone, with the guided camera beside its choosing of files. */
import { useContext, useMemo, useRef, useState } from 'preact/hooks';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import { type Camera, CameraContext } from '../desk/decide/camera.ts';
import { DecisionForm, useFormMeans } from '../desk/decide/forms.tsx';
import type { DeskDecision } from '../desk/model/decisions.ts';
import { beforePhotos } from '../desk/model/photos.ts';
import { draftOwner } from '../desk/state/drafts.ts';
import { capturesOf, closeFollowUp, holdCapture } from '../store/captures.ts';
import type { CaptureSide, Store, StoredCapture, StoredTicket } from '../store/database.ts';
import { useLive } from '../ui/hooks.ts';
import { GuidedCamera } from './capture/camera.tsx';
import { capturedOf, keepCapture } from './capture/commit.ts';
import { useEarlier } from './capture/earlier.ts';
import { LoopContext } from './capture/means.ts';
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
  const written = useLoaded(async () => (await store.written.get([accountId, number]))?.narrative ?? '');
  const captures = useLive(
    async () => (await capturesOf(store, accountId)).filter((each) => each.number === number),
    [store, number],
  );
  // A form fills in what was taken and written once, as it opens.
  if (captures.state !== 'ready' || written === null) return null;
  return <Filled {...props} {...{ written }} captures={captures.value} />;
}

function Filled({ captures, written, ...props }: Props & Kept) {
  const { field, ticket, decision, another, onClose, onDone } = props;
  const { means, dialog } = useFormMeans(field);
  const report = { accountId: field.session.actor.id, number: ticket.number };
  const { camera, asked, answer } = useAsked(field.store, report, { captures, written });
  const open = captures.filter(({ isHeld, isUsed }) => isHeld && !isUsed);
  const isSending = useRef(false);
  const earlier = useEarlier(
    field.store,
    asked?.side === 'after' ? open.findLast(({ side }) => side === 'before')?.photo : undefined,
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
            await closeFollowUp(field.store, report);
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

/** Beyond what even a coarse fix explains: there the check warns. */
const FAR_M = EVIDENCE_POLICY.location.failFloorM;

interface Asked {
  side: CaptureSide;
  answer(file: File | null): void;
}

interface Kept {
  captures: readonly StoredCapture[];
  /** The narrative as it was left. */
  written: string;
}

/** The forms ask for a photo and wait; the camera answers. */
function useAsked(
  store: Store,
  report: Pick<StoredCapture, 'accountId' | 'number'>,
  { captures, written }: Kept,
) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const context = useContext(LoopContext);
  const hold = (file: File, side: CaptureSide | null): void => void holdCapture(store, report, file, side);
  const camera: Camera = useMemo(() => {
    const of = (side: CaptureSide): File[] =>
      captures.filter((each) => each.side === side && each.isHeld && !each.isUsed).map(({ photo }) => photo);
    return {
      taken: { before: of('before'), after: of('after'), field: of('field') },
      take: (side) => new Promise((resolve) => setAsked({ side, answer: resolve })),
      narrative: written,
      write: (narrative) => void store.written.put({ ...report, narrative }),
      hold,
      add(files, side) {
        for (const photo of files)
          if (context)
            void keepCapture(context, { number: report.number, side, photo, fix: null }).then(() =>
              hold(photo, side),
            );
      },
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
      if (file && asked) hold(file, asked.side);
      asked?.answer(file);
      setAsked(null);
    },
  };
}
