/** Writes what a phone would have written into a JPEG: EXIF, and XMP where a programme left its mark. Pixels stay as they are. */

export interface PhotoMeta {
  make: string;
  model: string;
  software: string;
  /** Camera time as its clock read, `YYYY:MM:DD HH:MM:SS`; null where the phone wrote none. */
  cameraTime: string | null;
  /** `+07:00`; null for phones that write no offset. */
  offset: string | null;
  gps: GpsMeta | null;
  /** An XMP description's properties, e.g. a digital source type. */
  xmp: string | null;
}

interface GpsMeta {
  lat: number;
  lon: number;
  /** GPS stamps are UTC; null where the phone wrote none. */
  fixAt: Date | null;
  /** GPSHPositioningError, metres. */
  errorM: number | null;
}

type Field = readonly [tag: number, type: number, count: number, data: Buffer];

const ASCII = 2;
const LONG = 4;
const RATIONAL = 5;
const EXIF_POINTER = 0x8769;
const GPS_POINTER = 0x8825;
const TIFF_HEADER = 8;

/** Returns the photo with the metadata put before everything else. Throws for bytes that are no JPEG. */
export function stamp(jpeg: Buffer, meta: PhotoMeta): Buffer {
  if (jpeg.readUInt16BE(0) !== 0xffd8) throw new TypeError('not a JPEG');
  const segments = [segment(Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff(meta)]))];
  if (meta.xmp !== null) segments.push(segment(xmpPacket(meta.xmp)));
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}

function segment(payload: Buffer): Buffer {
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([head, payload]);
}

function xmpPacket(properties: string): Buffer {
  return Buffer.from(
    `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" ${properties}/></rdf:RDF></x:xmpmeta>`,
    'utf8',
  );
}

function tiff(meta: PhotoMeta): Buffer {
  const head = Buffer.from([0x49, 0x49, 0x2a, 0, TIFF_HEADER, 0, 0, 0]);
  const main: Field[] = [
    ascii(0x010f, meta.make),
    ascii(0x0110, meta.model),
    ascii(0x0131, meta.software),
    long(EXIF_POINTER, 0),
    long(GPS_POINTER, 0),
  ];
  const exif: Field[] = [[0x9000, 7, 4, Buffer.from('0232', 'latin1')]];
  if (meta.cameraTime !== null) exif.push(ascii(0x9003, meta.cameraTime), ascii(0x9004, meta.cameraTime));
  if (meta.offset !== null) exif.push(ascii(0x9011, meta.offset));
  const gps = meta.gps === null ? [] : gpsFields(meta.gps);
  // Sizes do not depend on the pointers' values, so the offsets can be worked out first.
  const exifAt = TIFF_HEADER + directory(main, TIFF_HEADER).length;
  const gpsAt = exifAt + directory(exif, exifAt).length;
  const linked = main
    .filter(([tag]) => tag !== GPS_POINTER || gps.length > 0)
    .map((field) => (field[0] === EXIF_POINTER ? long(EXIF_POINTER, exifAt) : field))
    .map((field) => (field[0] === GPS_POINTER ? long(GPS_POINTER, gpsAt) : field));
  const first = Buffer.concat([directory(linked, TIFF_HEADER), Buffer.alloc(exifAt)]).subarray(
    0,
    exifAt - TIFF_HEADER,
  );
  return Buffer.concat([
    head,
    first,
    directory(exif, exifAt),
    ...(gps.length > 0 ? [directory(gps, gpsAt)] : []),
  ]);
}

function gpsFields({ lat, lon, fixAt, errorM }: GpsMeta): Field[] {
  const fields: Field[] = [
    [0x0000, 1, 4, Buffer.from([2, 3, 0, 0])],
    ascii(0x0001, lat < 0 ? 'S' : 'N'),
    rational(0x0002, degrees(Math.abs(lat))),
    ascii(0x0003, lon < 0 ? 'W' : 'E'),
    rational(0x0004, degrees(Math.abs(lon))),
  ];
  if (fixAt !== null) {
    const [hour, minute, second] = [fixAt.getUTCHours(), fixAt.getUTCMinutes(), fixAt.getUTCSeconds()];
    fields.push(
      rational(0x0007, [
        [hour, 1],
        [minute, 1],
        [second, 1],
      ]),
    );
    fields.push(ascii(0x001d, fixAt.toISOString().slice(0, 10).replaceAll('-', ':')));
  }
  if (errorM !== null) fields.push(rational(0x001f, [[Math.round(errorM * 100), 100]]));
  return fields;
}

/** Degrees, minutes and seconds to a hundred-thousandth of a second: well under a millimetre. */
function degrees(value: number): [number, number][] {
  const whole = Math.floor(value);
  const minutes = Math.floor((value - whole) * 60);
  const seconds = (value - whole - minutes / 60) * 3600;
  return [
    [whole, 1],
    [minutes, 1],
    [Math.max(0, Math.round(seconds * 100_000)), 100_000],
  ];
}

function ascii(tag: number, text: string): Field {
  const data = Buffer.from(`${text}\0`, 'latin1');
  return [tag, ASCII, data.length, data];
}

function long(tag: number, value: number): Field {
  const data = Buffer.alloc(4);
  data.writeUInt32LE(value);
  return [tag, LONG, 1, data];
}

function rational(tag: number, values: readonly (readonly [number, number])[]): Field {
  const data = Buffer.alloc(values.length * 8);
  values.forEach(([numerator, denominator], index) => {
    data.writeUInt32LE(numerator, index * 8);
    data.writeUInt32LE(denominator, index * 8 + 4);
  });
  return [tag, RATIONAL, values.length, data];
}

/** One image file directory with the values that do not fit into its entries behind it; `at` is its own offset. */
function directory(fields: readonly Field[], at: number): Buffer {
  const entries = Buffer.alloc(2 + fields.length * 12 + 4);
  entries.writeUInt16LE(fields.length, 0);
  const values: Buffer[] = [];
  let next = at + entries.length;
  [...fields]
    .sort(([a], [b]) => a - b)
    .forEach(([tag, type, count, data], index) => {
      const entry = 2 + index * 12;
      entries.writeUInt16LE(tag, entry);
      entries.writeUInt16LE(type, entry + 2);
      entries.writeUInt32LE(count, entry + 4);
      if (data.length <= 4) data.copy(entries, entry + 8);
      else {
        entries.writeUInt32LE(next, entry + 8);
        const padded = data.length % 2 === 0 ? data : Buffer.concat([data, Buffer.alloc(1)]);
        values.push(padded);
        next += padded.length;
      }
    });
  return Buffer.concat([entries, ...values]);
}
