/** Files for the person's own disk. */

import {h} from './dom.js';

/** Lets the browser save a blob under a name. */
export function saveAs(blob, name) {
  const link = h('a', {href: URL.createObjectURL(blob), download: name});
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser may still be reading
}
