import { defineContentScript } from 'wxt/utils/define-content-script';
import { startOverlay } from '../overlay/start.ts';

export default defineContentScript({
  matches: ['https://crm.jakarta.go.id/*'],
  runAt: 'document_idle',
  main: startOverlay,
});
