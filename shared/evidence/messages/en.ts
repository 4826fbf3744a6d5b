/** Findings in English: mirrors the Indonesian sentence by sentence. */
import type { Sentences, Told } from './told.ts';

const LACKING: Readonly<Record<string, string>> = {
  action: 'what was done',
  place: 'where it was done',
  words: 'enough detail',
};

const UNREADABLE: Readonly<Record<string, string>> = {
  empty: 'is empty (0 bytes)',
  not_image: 'is not a JPEG, PNG, WebP, AVIF or HEIC image',
  damaged: 'is damaged or cut off and cannot be opened',
  timeout: 'could not be read within the time limit',
};

const TRACES: Readonly<Record<string, (told: Told) => string>> = {
  editor: (told) => `was processed with ${told.text('editor')}`,
  thumbnail: () => 'embeds a thumbnail of another scene',
  screenshot: () => 'is a screenshot',
  typed: () => 'has a position that was typed in, not measured',
};

const listed = (parts: string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

const other = (told: Told): string => (told.ref === undefined ? 'another report' : `report ${told.ref}`);

/** Photos that agree with each other: what they say of the report's point. */
const otherPlace = (told: Told): string =>
  told.has('agree')
    ? ` ${told.number('agree')} photos point to one place (at most ${told.metres('apartM')} apart): the report’s point may be the wrong one.`
    : '';

const ORIGINAL = 'Ask for the original file, sent as a document.';
const CORRECT_POINT =
  'Compare them with the report’s address and photo; correct the point if it is wrong, else ask for a photo at the place.';
const NEW_PHOTO = 'Ask for a new photo of the finished work at the place reported.';

export const english: Sentences = {
  PHOTO_MISSING: () => ({
    message: 'There is no photo of the finished work.',
    advice: 'Attach at least one photo of the result at the place reported.',
  }),
  PHOTO_UNREADABLE: (told) => ({
    message: `${told.photo} ${UNREADABLE[told.text('why')] ?? UNREADABLE.damaged}.`,
    advice: 'Send the original file from the phone again.',
  }),
  LOCATION_MISMATCH: (told) => ({
    message: `${told.photo} was taken ${told.metres('distanceM')} from the report’s point (limit ${told.metres('failM')}).${otherPlace(told)}`,
    advice: told.has('agree')
      ? CORRECT_POINT
      : 'Check whether the report’s point is right, or ask for a photo at the place.',
  }),
  LOCATION_BORDERLINE: (told) => ({
    message: `${told.photo} was taken ${told.metres('distanceM')} from the report’s point: more than the ${told.metres('passM')} that surely fit, less than the ${told.metres('failM')} that surely do not.${otherPlace(told)}`,
    advice: told.has('agree')
      ? CORRECT_POINT
      : 'Compare it with the report’s photo; ask for a photo at the place if in doubt.',
  }),
  LOCATION_TRANSPOSED: (told) => ({
    message: `The coordinates of ${told.photo.toLowerCase()} look exchanged (latitude/longitude or north/south, east/west); put right, they fit the report’s point.`,
    advice: 'Check the location settings of the camera app.',
  }),
  GPS_MISSING: (told) => ({ message: `${told.photo} holds no location.`, advice: ORIGINAL }),
  GPS_INVALID: (told) => ({
    message: `The location in ${told.photo.toLowerCase()} is incomplete or impossible.`,
    advice: ORIGINAL,
  }),
  GPS_IMPRECISE: (told) => ({
    message: `The location of ${told.photo.toLowerCase()} is known to ${told.metres('accuracyM')} only (at most ${told.metres('limitM')}).`,
    advice: 'Switch GPS to high accuracy, wait a moment under open sky, then take the photo again.',
  }),
  GPS_CONFLICT: (told) => ({
    message: `Two locations inside ${told.photo.toLowerCase()} are ${told.metres('apartM')} apart.`,
    advice: ORIGINAL,
  }),
  GPS_STALE: (told) => ({
    message: told.has('minutes')
      ? `The location of ${told.photo.toLowerCase()} was measured ${told.span('minutes')} before it was taken.`
      : `The phone marked the location of ${told.photo.toLowerCase()} as not current.`,
    advice: 'Wait until the phone has its location at the place, then take the photo again.',
  }),
  TIME_MISSING: (told) => ({ message: `${told.photo} holds no capture time.`, advice: ORIGINAL }),
  TIME_INCONSISTENT: (told) => ({
    message: told.has('offsetHours')
      ? `The camera clock of ${told.photo.toLowerCase()} is ${told.span('minutes')} off the GPS clock: the phone was not on WIB.`
      : `The camera clock of ${told.photo.toLowerCase()} is ${told.span('minutes')} off the GPS clock.`,
    advice: 'Set the phone’s clock and time zone to automatic.',
  }),
  TIME_BEFORE_REPORT: (told) => ({
    message: `${told.photo} was taken ${told.date('takenAt')}, ${told.span('minutes')} before the report came in.`,
    advice: NEW_PHOTO,
  }),
  TIME_IN_FUTURE: (told) => ({
    message: `The time of ${told.photo.toLowerCase()}, ${told.date('takenAt')}, is ${told.span('minutes')} after the follow-up was sent.`,
    advice: 'Set the phone’s clock to automatic, then take the photo again.',
  }),
  PHOTO_REUSED: (told) => ({
    message: `${told.photo} is the photo of ${other(told)}${told.text('by') === 'pixels' ? '; only its metadata differ' : ''}.`,
    advice: NEW_PHOTO,
  }),
  PHOTO_SIMILAR: (told) => ({
    message: `${told.photo} looks like a copy of the photo of ${other(told)} (${told.percent('share')} of the picture agrees).`,
    advice: 'Compare the two; ask for a new photo if they are the same.',
  }),
  BEFORE_AS_AFTER: (told) => ({
    message: `${told.photo} is the photo from before the work${told.has('share') ? ` (${told.percent('share')} of the picture agrees)` : ''}.`,
    advice: NEW_PHOTO,
  }),
  AI_DECLARED: (told) => ({
    message: `The file of ${told.photo.toLowerCase()} declares that AI made or changed it (${told.text('mark')}).`,
    advice: 'AI images are no evidence. Ask for the original photo from the camera.',
  }),
  EDIT_TRACES: (told) => ({
    message: `${told.photo} ${listed(told.list('traces').map((trace) => TRACES[trace]?.(told) ?? trace))}.`,
    advice: 'Ask for the original file from the camera.',
  }),
  NARRATIVE_MISSING: () => ({
    message: 'The narrative is empty.',
    advice: 'Write what was done, where, and with what result.',
  }),
  NARRATIVE_BOILERPLATE: () => ({
    message: 'The narrative holds general phrases only and does not describe the work.',
    advice: 'Write what was done, where, and with what result.',
  }),
  NARRATIVE_NOT_DONE: (told) => ({
    message: `The narrative says that the work is not done (${told
      .list('words')
      .map((word) => `“${word}”`)
      .join(', ')}).`,
    advice: 'Send the follow-up once the work is finished.',
  }),
  NARRATIVE_THIN: (told) => ({
    message: `The narrative does not yet say ${listed(told.list('missing').map((lack) => LACKING[lack] ?? lack))}${
      told.list('missing').includes('words')
        ? ` (${told.number('words')} of ${told.number('least')} words)`
        : ''
    }.`,
    advice: 'Complete it: what was done, where, and with what result.',
  }),
  NARRATIVE_DUPLICATE: (told) => ({
    message: `The narrative is the same as on ${told.number('reports')} or more other reports${told.ref === undefined ? '' : `, ${told.ref} among them`}.`,
    advice: 'Write about the work on this report.',
  }),
};
