/** Starts the overlay in a page where the officer wants it. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { startOverlay } from '../overlay/start.ts';

export default defineContentScript({
  // The worker registers it on the sites that are allowed and not switched off.
  registration: 'runtime',
  // It would tell the page that the extension is there, and which one it is.
  noScriptStartedPostMessage: true,
  main: startOverlay,
});
