import { fileURLToPath } from 'node:url';
import { defineConfig } from 'wxt';

/** The two places the extension may speak to without asking: the service and the CRM site. */
const SERVICE = 'http://localhost:8787/*';
const CRM = 'https://crm.jakarta.go.id/*';

/**
 * E2E builds keep shadow roots open (Playwright sees only those) and may run on `*.test` names;
 * a release build has neither.
 */
const forTests = process.env.TUNTAS_E2E === '1';

export default defineConfig({
  srcDir: 'extension',
  publicDir: 'extension/public',
  modulesDir: 'extension/modules',
  imports: false,
  modules: ['@wxt-dev/i18n/module'],
  outDir: forTests ? '.output/e2e' : '.output',
  hooks: {
    // The LGPL wants its text beside the library (libheif, which decodes HEIC photos).
    'build:publicAssets'(_, files) {
      files.push({
        absoluteSrc: fileURLToPath(import.meta.resolve('libheif-js/libheif-wasm/LICENSE')),
        relativeDest: 'licences/libheif.txt',
      });
    },
  },
  vite: () => ({ define: { __E2E__: JSON.stringify(forTests) } }),
  manifest: {
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'id',
    // sidePanel.open, getContexts and documentId in message senders are all there from here on.
    minimum_chrome_version: '120',
    action: { default_title: 'Tuntas' },
    side_panel: { default_path: 'desk.html' },
    permissions: ['alarms', 'identity', 'notifications', 'scripting', 'sidePanel', 'storage'],
    host_permissions: forTests ? [SERVICE, CRM, 'http://*.test/*', 'http://localhost/*'] : [SERVICE, CRM],
    // HEIC photos are decoded by WebAssembly; nothing else is allowed beyond the default.
    content_security_policy: { extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'" },
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    // Frames inside pages. Their address changes with every session, and they show nothing without a nonce.
    web_accessible_resources: [
      {
        resources: ['card.html', 'desk.html', 'precheck.html'],
        matches: ['https://*/*', 'http://*/*'],
        use_dynamic_url: true,
      },
    ],
  },
});
