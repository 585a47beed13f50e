#version 330 core
// Smooth edges from light that was drawn once a pixel: each of the four samples of a pixel has the colour of that pixel
// around it whose middle shows the same surface, the nearest of them. Samples that were lit themselves are opaque.

uniform sampler2D picture;
uniform sampler2D middles;
uniform sampler2DMS lit;
uniform sampler2DMS samples;

out vec4 frag_color;

const int SAMPLES = 4;

void main()
{
    ivec2 at = ivec2(gl_FragCoord.xy), last = textureSize(picture, 0) - 1;
    vec4 sampled[SAMPLES];
    vec3 colour[SAMPLES];
    float best[SAMPLES];
    for (int s = 0; s < SAMPLES; s++) {
        sampled[s] = texelFetch(samples, at, s);
        best[s] = 1e9;
    }
    for (int y = -1; y <= 1; y++)
        for (int x = -1; x <= 1; x++) {
            ivec2 there = clamp(at + ivec2(x, y), ivec2(0), last);
            vec4 middle = texelFetch(middles, there, 0);
            vec3 shown = texelFetch(picture, there, 0).rgb;
            float away = 0.02 * float(x * x + y * y);
            for (int s = 0; s < SAMPLES; s++) {
                vec3 turned = middle.xyz - sampled[s].xyz;
                float unlike = away + dot(turned, turned) + (abs(middle.w - sampled[s].w) > 0.5 ? 100.0 : 0.0);
                colour[s] = unlike < best[s] ? shown : colour[s];
                best[s] = min(unlike, best[s]);
            }
        }
    vec3 sum = vec3(0.0);
    for (int s = 0; s < SAMPLES; s++) {
        vec4 own = texelFetch(lit, at, s);
        sum += own.a > 0.5 ? own.rgb : colour[s];
    }
    frag_color = vec4(sum / float(SAMPLES), 1.0);
}
