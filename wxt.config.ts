import { readFileSync } from 'node:fs';
import { defineConfig, type UserManifest } from 'wxt';
import { CityFacts } from './shared/city/facts.ts';
import { packNamed } from './shared/city/packs.ts';

/** The two places the extension may speak to without asking: the service and the CRM's site. */
const SERVICE = 'http://localhost:8787/*';
/** Firefox matches no page by a pattern with a port. */
const SERVICE_IN_FIREFOX = 'http://localhost/*';
/** The city whose CRM it may read unasked; at the sign-in it learns of any other. */
const CITY = packNamed(process.env.TUNTAS_CITY ?? 'jakarta', (path) => readFileSync(path, 'utf8'));

/**
 * Builds for end-to-end tests may run on `*.test` names; those named `open` keep shadow roots open besides (Playwright
 * sees only those), those named `closed` are what a hostile page is tried on. A release build has neither.
 */
const forTests = process.env.TUNTAS_E2E;

const PERMISSIONS = ['alarms', 'identity', 'notifications', 'scripting', 'storage'];

/** Frames inside pages. They show nothing without a nonce. */
const FRAMES = {
  resources: ['card.html', 'desk.html', 'precheck.html'],
  matches: ['https://*/*', 'http://*/*'],
};

const ofChrome: UserManifest = {
  // sidePanel.open, getContexts and documentId in message senders are all there from here on.
  minimum_chrome_version: '120',
  permissions: [...PERMISSIONS, 'sidePanel'],
  side_panel: { default_path: 'desk.html' },
  // Their address changes with every session.
  web_accessible_resources: [{ ...FRAMES, use_dynamic_url: true }],
};

/** Firefox gives each installation an address of its own and has a sidebar for the side panel. */
const ofFirefox: UserManifest = {
  permissions: PERMISSIONS,
  sidebar_action: { default_panel: 'desk.html', default_title: 'Tuntas', open_at_install: false },
  web_accessible_resources: [FRAMES],
  browser_specific_settings: {
    gecko: {
      id: '{4a6b591a-a7da-4b45-b4eb-0e5f12900f07}',
      // The first with documentId in message senders, by which frames keep their rights; it also asks for consent
      // to what is sent (below) by itself.
      strict_min_version: '153.0',
      // All of it to the office's own service, none of it to us: see docs/store/privacy.md.
      data_collection_permissions: { required: ['authenticationInfo', 'websiteContent', 'locationInfo'] },
    },
  },
};

export default defineConfig({
  srcDir: 'extension',
  publicDir: 'extension/public',
  modulesDir: 'extension/modules',
  imports: false,
  words: { city: CITY.name },
  outDir: forTests ? `.output/e2e-${forTests}` : '.output',
  // What the add-on is built from, for Mozilla's reviewers; never a database, its photos or its keys.
  zip: { excludeSources: ['data/**', 'screenshots/**', 'keys/**'] },
  vite: () => ({
    define: { __E2E__: JSON.stringify(forTests === 'open'), __CITY__: JSON.stringify(CityFacts.parse(CITY)) },
  }),
  // Firefox too: its action, its permissions and its event page are then the same as Chrome's.
  manifestVersion: 3,
  manifest: ({ browser }) => ({
    name: '__MSG_name__',
    description: '__MSG_description__',
    default_locale: 'id',
    action: { default_title: 'Tuntas' },
    commands: {
      _execute_action: { suggested_key: { default: 'Alt+Shift+U' } },
      'open-desk': { suggested_key: { default: 'Alt+Shift+M' }, description: '__MSG_open_desk__' },
      'open-panel': { suggested_key: { default: 'Alt+Shift+P' }, description: '__MSG_open_panel__' },
    },
    // Asked for with the service's address, to say why a connection failed.
    optional_permissions: ['webRequest'],
    host_permissions: [
      browser === 'firefox' ? SERVICE_IN_FIREFOX : SERVICE,
      ...CITY.sites,
      ...(forTests ? ['http://*.test/*', 'http://localhost/*'] : []),
    ],
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    ...(browser === 'firefox' ? ofFirefox : ofChrome),
  }),
});
