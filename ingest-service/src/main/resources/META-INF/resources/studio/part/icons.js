/** Small pictures for buttons. They say nothing to a screen reader: the button's label does. */

const SHAPES = {
  play: 'M7 4.500v15l12-7.500z',
  pause: 'M7 5h3.500v14H7zM13.500 5H17v14h-3.500z',
  stop: 'M6 6h12v12H6z',
  record: 'M12 6a6 6 0 1 0 0 12a6 6 0 1 0 0-12z',
  download: 'M11 4h2v8h3.500L12 17l-4.500-5H11zM5 18.500h14v1.800H5z',
  bin: 'M9 4h6l1 1.500h4v2H4v-2h4zM5.500 9h13l-1 11.500h-11z',
  pen: 'M4 20l1-4.500L15.500 5l3.500 3.500L8.500 19zM16.500 4l1-1 3.500 3.500-1 1z',
  add: 'M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z',
  good: 'M9.500 16.200l-4-4L4 13.700l5.500 5.500L20.500 8.200 19 6.700z',
  warn: 'M12 3.500l9.500 16.500h-19zM11 9.500v5.500h2V9.500zm0 6.800v2h2v-2z',
  bad: 'M6.400 5L5 6.400l5.600 5.600L5 17.600 6.400 19l5.600-5.600 5.600 5.600 1.400-1.400-5.600-5.600L19 6.400 17.600 5 12 10.600z',
  speak: 'M4 9.500h3.500L12 5.500v13l-4.500-4H4zM14.500 8.500c2.500 1.500 2.500 5.500 0 7zM16.500 5.500c5 3 5 10 0 13z',
};

/** One of the pictures, as large as the text beside it. */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('icon');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', SHAPES[name]);
  path.setAttribute('fill-rule', 'evenodd');
  svg.append(path);
  return svg;
}
