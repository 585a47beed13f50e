// The plan as a drawing, until something better is there: the SVG as an image, where it can do nothing.
const image = element.querySelector('img'), empty = element.querySelector('.empty');
let address = '';
function draw() {
  const v = props.value;
  if (address) URL.revokeObjectURL(address);
  address = v && v.svg ? URL.createObjectURL(new Blob([v.svg], { type: 'image/svg+xml' })) : '';
  image.hidden = !address;
  empty.hidden = Boolean(address);
  if (address) image.src = address; else image.removeAttribute('src');
  empty.textContent = (v && v.empty) || '';
}
watch('value', draw);
draw();
