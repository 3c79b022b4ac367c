/** Numbers as a person reads them, each with its unit. */

/** A length of sound or time: `0.42 s`, `12.3 s`, `4 min 05 s`, `2 h 10 min`. */
export function seconds(value) {
  if (value < 10) {
    return `${value.toFixed(2)} s`;
  }
  if (value < 60) {
    return `${value.toFixed(1)} s`;
  }
  const whole = Math.round(value);
  if (whole < 3600) {
    return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  }
  return `${Math.floor(whole / 3600)} h ${String(Math.floor(whole / 60) % 60).padStart(2, '0')} min`;
}

/** A file's size: `812 B`, `24.5 kB`, `3.1 MB`. */
export function bytes(value) {
  if (value < 1000) {
    return `${value} B`;
  }
  return value < 1e6 ? `${(value / 1e3).toFixed(1)} kB` : `${(value / 1e6).toFixed(1)} MB`;
}

/** A count with its noun: `1 clip`, `24 clips`. */
export function count(value, noun, plural = `${noun}s`) {
  return `${value} ${value === 1 ? noun : plural}`;
}

/** A moment, in the reader's own way: the time for today, else the day too. */
export function moment(instant) {
  const date = new Date(instant);
  const today = date.toDateString() === new Date().toDateString();
  return date.toLocaleString([], today ? {timeStyle: 'short'} : {dateStyle: 'medium', timeStyle: 'short'});
}

/** The language model's loss. */
export function nats(value) {
  return value === null || value === undefined ? '–' : `${value.toFixed(3)} nats/token`;
}

/** The flow's loss. */
export function meanSquaredError(value) {
  return value === null || value === undefined ? '–' : `${value.toFixed(4)} MSE`;
}

/** A share of 1, in percent. */
export function percent(share) {
  return `${Math.round(share * 100)} %`;
}

/** A measured value with the unit that came with it; three digits are enough. */
export function measured(value, unit) {
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)}${unit ? ` ${unit}` : ''}`;
}
