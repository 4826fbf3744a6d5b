/** The names and marks that the checks look for in a photo's file, as data. Extend it by reason, never by case. */

/** Editing programs. Firmware names and camera modes in Software are ordinary and not listed. */
export const EDITORS: readonly string[] = [
  'Photoshop',
  'Lightroom',
  'GIMP',
  'Snapseed',
  'PicsArt',
  'Canva',
  'Pixelmator',
  'Affinity',
  'Facetune',
  'FaceApp',
  'Remini',
  'VSCO',
  'Meitu',
  'InShot',
  'Polarr',
  'Photopea',
  'paint.net',
  'Fotor',
  'PhotoRoom',
  'Pixlr',
  'BeautyPlus',
  'YouCam',
  'AirBrush',
  'CapCut',
  'Luminar',
  'Krita',
  'PaintShop',
  'TouchRetouch',
  'Photoleap',
  'Lensa',
];

/** IPTC digital source types that declare generative AI; `computationalCapture` is an ordinary phone. */
export const AI_SOURCE_TYPES: readonly string[] = [
  'trainedAlgorithmicMedia',
  'compositeWithTrainedAlgorithmicMedia',
  'compositeSynthetic',
  'algorithmicMedia',
];
