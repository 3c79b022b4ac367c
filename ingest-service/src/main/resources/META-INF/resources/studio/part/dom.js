/** Elements without a framework. */

/**
 * An element: `h('button', {class: 'primary', onclick: save, disabled: busy}, 'Save')`.
 *
 * Attributes that are null, undefined or false are left out, true makes an empty one; `on…` listens; `value`, `checked`
 * and `open` are set as properties. Children that are null, undefined or false are left out, arrays are flattened.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    set(element, name, value);
  }
  element.append(...shown(children));
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) {
    return;
  }
  if (name.startsWith('on')) {
    element.addEventListener(name.slice(2), value);
  } else if (name === 'value' || name === 'checked' || name === 'open') {
    element[name] = value;
  } else {
    element.setAttribute(name, value === true ? '' : value);
  }
}

function shown(children) {
  return children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false);
}

/** Puts children in place of those that an element has. */
export function fill(element, ...children) {
  element.replaceChildren(...shown(children));
  return element;
}

/**
 * As `fill`, for what is looked at again and again: what shows the same as before stays, and with it the focus. For children
 * that nobody listens to, such as links.
 */
export function refill(element, ...children) {
  const focused = element.contains(document.activeElement) && document.activeElement.getAttribute('href');
  const fresh = shown(children);
  fresh.forEach((child, i) => {
    const old = element.children[i];
    if (!old) {
      element.append(child);
    } else if (!old.isEqualNode(child)) {
      old.replaceWith(child);
    }
  });
  while (element.children.length > fresh.length) {
    element.lastElementChild.remove();
  }
  if (focused && !element.contains(document.activeElement)) { // the link had to go, and came again
    [...element.querySelectorAll('a')].find(link => link.getAttribute('href') === focused)?.focus({preventScroll: true});
  }
  return element;
}

/** Calls a function again and again while the page is looked at, until the signal. The first time is now. */
export function every(milliseconds, signal, work) {
  let timer;
  const turn = async () => {
    if (!document.hidden) {
      await work();
    }
    if (!signal.aborted) {
      timer = setTimeout(turn, milliseconds);
    }
  };
  signal.addEventListener('abort', () => clearTimeout(timer));
  return turn();
}
