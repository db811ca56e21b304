const WIDTH = 960;
const HEIGHT = 720;

/** A landscape at a random hour, for those who have no photo at hand. */
export function drawSamplePhoto(): string {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const pen = canvas.getContext('2d');
  if (!pen) return canvas.toDataURL('image/jpeg');
  const hue = Math.floor(Math.random() * 360);
  drawSky(pen, hue);
  for (let layer = 0; layer < 4; layer += 1) drawHills(pen, hue, layer);
  return canvas.toDataURL('image/jpeg', 0.85);
}

function drawSky(pen: CanvasRenderingContext2D, hue: number): void {
  const sky = pen.createLinearGradient(0, 0, 0, HEIGHT);
  sky.addColorStop(0, `hsl(${hue} 55% 45%)`);
  sky.addColorStop(0.6, `hsl(${hue + 40} 75% 72%)`);
  sky.addColorStop(1, `hsl(${hue + 60} 85% 85%)`);
  pen.fillStyle = sky;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.fillStyle = `hsl(${hue + 55} 95% 90%)`;
  pen.beginPath();
  pen.arc(WIDTH * (0.25 + Math.random() * 0.5), HEIGHT * 0.42, 62, 0, Math.PI * 2);
  pen.fill();
}

function drawHills(pen: CanvasRenderingContext2D, hue: number, layer: number): void {
  const base = HEIGHT * (0.55 + layer * 0.11);
  const phase = Math.random() * 10;
  pen.fillStyle = `hsl(${hue + 10 - layer * 6} ${38 + layer * 4}% ${52 - layer * 11}%)`;
  pen.beginPath();
  pen.moveTo(0, HEIGHT);
  for (let x = 0; x <= WIDTH; x += 12) {
    const wave = Math.sin(x / (170 - layer * 22) + phase) * 46 + Math.sin(x / 61 + phase * 2) * 16;
    pen.lineTo(x, base + wave);
  }
  pen.lineTo(WIDTH, HEIGHT);
  pen.fill();
}
