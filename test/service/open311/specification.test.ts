/**
 * The worked requests and answers of the GeoReport v2 specification, in XML and JSON: the same elements in the same
 * order and nesting, the same types, the same statuses. https://wiki.open311.org/GeoReport_v2
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from '../harness.ts';
import { ask, type Element, type Heard, keyFor, parseXml, send } from './caller.ts';

/** Its answers as it prints them, cut to one member a list; where two of its members differ in order, the first. */
const WORKED = {
  services: `<?xml version="1.0" encoding="utf-8"?>
    <services><service>
      <service_code>001</service_code><service_name>Cans left out 24x7</service_name>
      <description>Garbage or recycling cans</description><metadata>true</metadata><type>realtime</type>
      <keywords>lorem, ipsum, dolor</keywords><group>sanitation</group>
    </service></services>`,
  service_definition: `<?xml version="1.0" encoding="utf-8"?>
    <service_definition><service_code>DMV66</service_code><attributes><attribute>
      <variable>true</variable><code>WHISHETN</code><datatype>singlevaluelist</datatype><required>true</required>
      <datatype_description></datatype_description><order>1</order>
      <description>What is the ticket/tag/DL number?</description>
      <values><value><key>123</key><name>Ford</name></value></values>
    </attribute></attributes></service_definition>`,
  filed: `<?xml version="1.0" encoding="utf-8"?>
    <service_requests><request>
      <service_request_id>293944</service_request_id><service_notice>The City will inspect</service_notice>
      <account_id/>
    </request></service_requests>`,
  token: `<?xml version="1.0" encoding="utf-8"?>
    <service_requests><request>
      <service_request_id>638344</service_request_id><token>12345</token>
    </request></service_requests>`,
  request: `<?xml version="1.0" encoding="utf-8"?>
    <service_requests><request>
      <service_request_id>638344</service_request_id><status>closed</status>
      <status_notes>Duplicate request.</status_notes><service_name>Sidewalk and Curb Issues</service_name>
      <service_code>006</service_code><description></description><agency_responsible></agency_responsible>
      <service_notice></service_notice><requested_datetime>2010-04-14T06:37:38-08:00</requested_datetime>
      <updated_datetime>2010-04-14T06:37:38-08:00</updated_datetime>
      <expected_datetime>2010-04-15T06:37:38-08:00</expected_datetime><address>8TH AVE and JUDAH ST</address>
      <address_id>545483</address_id><zipcode>94122</zipcode><lat>37.762221815</lat><long>-122.4651145</long>
      <media_url>http://city.gov.s3.amazonaws.com/requests/media/638344.jpg</media_url>
    </request></service_requests>`,
  errors: `<?xml version="1.0" encoding="utf-8"?>
    <errors><error>
      <code>403</code><description>Invalid api_key received</description>
    </error></errors>`,
  discovery: `<?xml version="1.0" encoding="UTF-8"?>
    <discovery><changeset>2011-02-03 14:18</changeset><contact>api@mycity.org</contact>
      <key_service>You can request a key here</key_service><endpoints><endpoint>
        <specification>http://wiki.open311.org/GeoReport_v2</specification><url>http://open311.mycity.gov/v2</url>
        <changeset>2010-10-02 09:01</changeset><type>test</type>
        <formats><format>text/xml</format><format>application/json</format></formats>
    </endpoint></endpoints></discovery>`,
};

/** Its request, with a key, a service and an attribute of ours in place of the example's. */
const formOf = (key: string): string =>
  `api_key=${key}&jurisdiction_id=city.gov&service_code=jalan&lat=37.76524078&long=-122.4212043&address_string=1234+5th+street&email=smit333%40sfgov.edu&device_id=tt222111&account_id=123456&first_name=john&last_name=smith&phone=111111111&description=A+large+sinkhole+is+destroying+the+street&media_url=http%3A%2F%2Ffarm3.static.flickr.com%2F2002%2F2212426634_5ed477a060.jpg&attribute[private]=false`;

const CITY = 'jurisdiction_id=city.gov';

/** Every element by its path, each path once, in the order in which they come. */
function outline(element: Element, above = ''): string[] {
  const path = `${above}/${element.name}`;
  return [...new Set([path, ...element.children.flatMap((child) => outline(child, path))])];
}

const LISTS = new Set('services attributes values service_requests errors endpoints formats'.split(' '));

/** The Spark Convention: what an element becomes in JSON, every leaf as its text. */
function sparkOf({ name, text, children }: Element): unknown {
  if (LISTS.has(name)) return children.map(sparkOf);
  if (children.length === 0) return text;
  return Object.fromEntries(children.map((child) => [child.name, sparkOf(child)]));
}

/** The same with every leaf of a JSON document as XML would write it. */
function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, asText(one)]));
  }
  return value === null ? '' : String(value);
}

function expectAsWorked(worked: string, xml: Heard, json: Heard): void {
  expect(xml.headers.get('content-type')).toBe('text/xml; charset=utf-8');
  expect(json.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(xml.text).toMatch(/^<\?xml version="1.0" encoding="utf-8"\?>\n</);
  expect(outline(xml.xml())).toEqual(outline(parseXml(worked)));
  expect(sparkOf(xml.xml())).toEqual(asText(json.json()));
}

let house: House;
let key: string;
beforeAll(async () => {
  house = await openHouse({ config: { jurisdiction: 'city.gov' } });
  key = await keyFor(house);
});
afterAll(() => house.close());

const both = (path: (format: string) => string): Promise<[Heard, Heard]> =>
  Promise.all([ask(house, path('xml')), ask(house, path('json'))]);

it('GET Service Discovery', async () => {
  const [xml, json] = await both((format) => `/discovery.${format}`);
  expect([xml.status, json.status]).toEqual([200, 200]);
  expectAsWorked(WORKED.discovery, xml, json);
});

it('GET Service List', async () => {
  const [xml, json] = await both((format) => `/services.${format}?${CITY}`);
  expect([xml.status, json.status]).toEqual([200, 200]);
  expectAsWorked(WORKED.services, xml, json);
  expect(json.json()).toContainEqual({
    service_code: 'saluran-air-kali-sungai',
    service_name: 'Saluran Air/Kali/Sungai',
    description: expect.any(String),
    metadata: true,
    type: 'realtime',
    keywords: 'saluran air, kali, sungai, Saluran Air, Kali/Sungai, Sungai',
    group: expect.any(String),
  });
});

it('GET Service Definition', async () => {
  const [xml, json] = await both((format) => `/services/jalan.${format}?${CITY}`);
  expect([xml.status, json.status]).toEqual([200, 200]);
  expectAsWorked(WORKED.service_definition, xml, json);
  expect(json.json()).toMatchObject({
    service_code: 'jalan',
    attributes: [{ variable: true, required: false, order: 1, datatype_description: null }],
  });
});

describe('POST Service Request', () => {
  it('and what follows from it', async () => {
    const [xml, json] = await Promise.all([
      send(house, '/requests.xml', formOf(key)),
      send(house, '/requests.json', formOf(key)),
    ]);
    expect([xml.status, json.status]).toEqual([201, 201]);
    expect(outline(xml.xml())).toEqual(outline(parseXml(WORKED.filed)));
    expect(json.json()).toEqual([
      {
        service_request_id: expect.stringMatching(/^JK\d{10}$/),
        service_notice: expect.any(String),
        account_id: null,
      },
    ]);
    const number = parseXml(xml.text).children[0]?.children[0]?.text ?? '';

    const own = await both((format) => `/requests/${number}.${format}?${CITY}&api_key=${key}`);
    expectAsWorked(WORKED.request, ...own);
    expect(own[1].json()).toEqual([
      {
        service_request_id: number,
        status: 'open',
        status_notes: expect.any(String),
        service_name: 'Jalan',
        service_code: 'jalan',
        description: expect.stringContaining('A large sinkhole is destroying the street'),
        agency_responsible: null,
        service_notice: null,
        requested_datetime: '2025-03-10T09:00:00.000+07:00',
        updated_datetime: '2025-03-10T09:00:00.000+07:00',
        expected_datetime: '2025-03-17T09:00:00.000+07:00',
        address: '1234 5th street',
        address_id: null,
        zipcode: null,
        lat: 37.76524078,
        long: -122.4212043,
        media_url: null,
      },
    ]);

    expectAsWorked(WORKED.token, ...(await both((format) => `/tokens/${number}.${format}?${CITY}`)));
  });

  it('with a key that is not good', async () => {
    const answers = await Promise.all([
      send(house, '/requests.xml', formOf('xyz')),
      send(house, '/requests.json', formOf('xyz')),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403]);
    expectAsWorked(WORKED.errors, ...answers);
    expect(answers[1].json()).toEqual([{ code: 403, description: expect.stringContaining('api_key') }]);
  });
});

it('GET Service Requests', async () => {
  const day = 'start_date=2025-03-09T00:00:00Z&end_date=2025-03-11T00:00:00Z';
  const lists = await both((format) => `/requests.${format}?${day}&status=open&${CITY}`);
  expectAsWorked(WORKED.request, ...lists);
  const asPrinted = 'start_date=2010-05-24T00:00:00Z&end_date=2010-06-24T00:00:00Z&status=open';
  const [xml, json] = await both((format) => `/requests.${format}?${asPrinted}&${CITY}`);
  expect(outline(xml.xml())).toEqual(['/service_requests']);
  expect(json.json()).toEqual([]);
});

it.each(['/requests/123456', '/tokens/123456', '/services/033'])(
  '%s of the samples is not there, and says so as the specification has it',
  async (path) => {
    const answers = await both((format) => `${path}.${format}?${CITY}`);
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    expectAsWorked(WORKED.errors, ...answers);
  },
);
