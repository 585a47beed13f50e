#version 330 core
// The fragment stage of the preview: a room lit through its windows.
//
// Light: each window is a rectangle whose irradiance is exact (Lambert 1760; Baum et al. 1989), the ceiling an even
// glow; both are shaded by a ray through a distance volume of the furniture (soft shadows after Quilez, "rmshadows").
// The sun has a shadow map. What floor, walls and ceiling give back is a mild gradient, darkened where things meet. Glossy surfaces
// mirror a box with the room's colours and bright windows; the largest flat mirror of a view shows a picture of the
// room taken from behind its glass (render/mirrors.py). Tone curve: Khronos PBR Neutral, which keeps hues.

struct Material {
    vec3 emissive_factor;
    vec4 base_color_factor;
    float metallic_factor;
    float roughness_factor;
#ifdef HAS_BASE_COLOR_TEX
    sampler2D base_color_texture;
#endif
#ifdef HAS_METALLIC_ROUGHNESS_TEX
    sampler2D metallic_roughness_texture;
#endif
#ifdef HAS_NORMAL_TEX
    sampler2D normal_texture;
#endif
};

uniform Material material;
uniform vec3 cam_pos;

uniform int pane_count;
uniform vec3 pane_corner[6];
uniform vec3 pane_u[6];
uniform vec3 pane_v[6];
uniform vec3 pane_normal[6];
uniform vec3 pane_radiance[6];
// Of a pane: the middle, half the root of its area, and its edges over their squared lengths.
uniform vec3 pane_middle[6];
uniform float pane_size[6];
uniform vec3 pane_across[6];
uniform vec3 pane_up[6];

uniform vec3 sun;
uniform vec3 sun_colour;
uniform mat4 sun_matrix;
uniform sampler2D sun_map;

uniform int lamp_count;
uniform vec3 lamp_place[8];
uniform vec3 lamp_colour[8];

uniform vec3 above;
uniform vec3 below;
uniform vec3 around;
uniform vec3 exposure;
uniform vec3 fill;
uniform vec3 arriving;
uniform float day;

// Of mirrors: 0 none is pictured, 1 this is drawn from behind the glass (which mesh.vert clips), 2 the picture is there.
uniform int mirror_state;
uniform vec4 mirror_plane;
uniform vec2 mirror_screen;
uniform sampler2D mirror_picture;

uniform sampler3D distances;
uniform vec3 volume_lo;
uniform vec3 volume_hi;

// Of a wall: where it starts and its direction in plan, and its length.
uniform int wall_count;
uniform vec4 wall_line[24];
uniform float wall_length[24];
uniform float room_height;
uniform vec3 room_lo;
uniform vec3 room_hi;
uniform vec3 floor_colour;
uniform vec3 wall_colour;
uniform vec3 ceiling_colour;

in vec3 place;
in vec3 facing;
#ifdef TEXCOORD_0_LOC
in vec2 uv;
#endif

layout(location = 0) out vec4 frag_color;
// The surface that is seen: its normal without relief, and the number of its draw.
layout(location = 1) out vec4 surface_shown;

uniform float number;

const float LAMP_REACH = 4.0;

vec3 to_linear(vec3 c)
{
    return c * (c * (c * 0.305306011 + 0.682171111) + 0.012522878);
}

vec3 to_srgb(vec3 c)
{
    return mix(c * 12.92, 1.055 * pow(max(c, 0.0031308), vec3(1.0 / 2.4)) - 0.055, step(0.0031308, c));
}

float clearance(vec3 p)
{
    vec3 beyond = max(max(volume_lo - p, p - volume_hi), 0.0);
    vec3 t = (p - volume_lo) / (volume_hi - volume_lo);
    return textureLod(distances, t, 0.0).r + max(beyond.x, max(beyond.y, beyond.z));
}

// How much of a source of angular softness `k` is seen along `d` from `p` up to `reach`. Fixed steps keep it smooth, and
// a step near the end counts the less the nearer: on a wall it would come in all at once, along a line.
float seen(vec3 p, vec3 d, float reach, float k)
{
    float open = 1.0;
    float t = 0.12;
    for (int i = 0; i < 5; i++) {
        if (t > reach) break;
        float h = clearance(p + d * t) - 0.015;
        float counts = min((reach - t) / (0.5 * t), 1.0);
        open = min(open, 1.0 + counts * (0.5 * k * h / t - 0.5));
        t *= 2.1;
    }
    open = clamp(open, 0.0, 1.0);
    return open * open * (3.0 - 2.0 * open);
}

// The integral along one edge of a polygon on the unit sphere, divided by 2 pi; theta / sin(theta) by the rational fit
// of Heitz and Hill, "Real-Time Line- and Disk-Light Shading" (SIGGRAPH 2017).
vec3 edge(vec3 a, vec3 b)
{
    float x = dot(a, b), y = abs(x);
    float v = (0.8543985 + (0.4965155 + 0.0145206 * y) * y) / (3.4175940 + (4.1616724 + y) * y);
    return cross(a, b) * (x > 0.0 ? v : 0.5 * inversesqrt(max(1.0 - x * x, 1e-6)) - v);
}

// Irradiance / pi of a rectangle of unit radiance that shines along `out_`, without its shadow (the part below the
// horizon is not cut).
float rectangle(vec3 p, vec3 n, vec3 c, vec3 u, vec3 v, vec3 out_)
{
    if (dot(p - c, out_) <= 0.0) return 0.0;
    vec3 a = normalize(c - p), b = normalize(c + u - p), d = normalize(c + u + v - p), e = normalize(c + v - p);
    float sum = dot(edge(a, b) + edge(b, d) + edge(d, e) + edge(e, a), n);
    return max(abs(sum) * sign(dot(c + 0.5 * (u + v) - p, n)), 0.0);
}

// What a ceiling that is evenly lit gives, shaded by what stands above.
vec3 from_ceiling(vec3 p, vec3 n)
{
    float e = 0.5 + 0.5 * n.z;
    vec3 d = normalize(vec3(0.3 * ((room_lo + room_hi).xy * 0.5 - p.xy), max(room_height - p.z, 0.3)));
    return fill * e * e * seen(p + n * 0.03, d, room_height - p.z - 0.1, 1.0);
}

float ambient_open(vec3 p, vec3 n)
{
    float hidden = 0.0, weight = 1.0, total = 0.0;
    for (int i = 0; i < 4; i++) {
        float h = 0.05 + 0.11 * float(i) * float(i) * 0.6 + 0.04 * float(i);
        hidden += weight * clamp((h - clearance(p + n * h)) / h - 0.1, 0.0, 1.0);
        total += weight;
        weight *= 0.75;
    }
    return 1.0 - 0.8 * clamp(hidden / total * 1.25, 0.0, 1.0);
}

// The floor (and a rug on it) is dark below furniture and close to it, finer than the rays through the volume show.
float contact_open(vec3 p, vec3 n)
{
    if (n.z < 0.9 || p.z > 0.03) return 1.0;
    return mix(0.42, 1.0, smoothstep(-0.02, 0.26, clearance(vec3(p.xy, 0.06))));
}

// 1 where surfaces meet, 0 from 0.8 m on.
float near(float gap)
{
    float k = max(1.0 - max(gap, 0.0) * 1.25, 0.0);
    return k * k * k;
}

// Walls, floor and ceiling darken each other where they meet.
float corners_open(vec3 p, vec3 n)
{
    float level = 1.0 - abs(n.z);
    float open = (1.0 - 0.30 * near(p.z) * level) * (1.0 - 0.20 * near(room_height - p.z) * level);
    for (int i = 0; i < wall_count; i++) {
        vec2 a = wall_line[i].xy, d = wall_line[i].zw;
        vec2 inward = vec2(-d.y, d.x);
        float away = dot(p.xy - a, inward);
        float along = clamp(dot(p.xy - a, d), 0.0, wall_length[i]);
        float gap = length(p.xy - (a + d * along));
        float parallel = max(dot(n.xy, inward), 0.0);
        if (away > -0.02)
            open *= 1.0 - 0.26 * near(gap) * (1.0 - parallel);
    }
    return open;
}

float sunlit(vec3 p, vec3 n)
{
    float nl = dot(n, sun);
    if (nl <= 0.0) return 0.0;
    vec4 q = sun_matrix * vec4(p + n * 0.012, 1.0);
    vec3 c = q.xyz * 0.5 + 0.5;
    if (c.z > 1.0) return 0.0;
    // The mean over two by two texels around the point itself: it changes evenly, so that shadows have no steps.
    vec2 at = c.xy * vec2(textureSize(sun_map, 0)) - 0.5;
    vec2 f = fract(at + 0.5);
    ivec2 middle = ivec2(floor(at + 0.5));
    vec3 across = vec3(1.0 - f.x, 1.0, f.x), up = vec3(1.0 - f.y, 1.0, f.y);
    float lit = 0.0;
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            lit += across[i] * up[j] * step(c.z - 0.0006, texelFetch(sun_map, middle + ivec2(i - 1, j - 1), 0).r);
    return lit / 4.0 * nl;
}

// The world outside the glass: a pale sky, trees out of focus, a lawn; as in tone.py.
vec3 outside(vec3 d)
{
    float h = d.z;
    float turn = atan(d.y, d.x);
    float trees = 0.035 + 0.02 * sin(turn * 7.0) + 0.012 * sin(turn * 19.0 + 1.3) + 0.008 * sin(turn * 53.0);
    vec3 sky = mix(vec3(0.97, 0.99, 1.0), vec3(0.48, 0.70, 0.97), smoothstep(0.0, 0.6, h));
    vec3 wood = mix(vec3(0.64, 0.73, 0.62), vec3(0.52, 0.62, 0.46), smoothstep(0.0, 0.1, trees - h));
    vec3 lawn = mix(vec3(0.68, 0.76, 0.55), vec3(0.54, 0.64, 0.42), smoothstep(0.06, 0.5, -h));
    return mix(mix(wood, lawn, smoothstep(0.03, 0.09, -h)), sky, smoothstep(-0.03, 0.03, h - trees));
}

// What a mirror at `p` sees along `d`: the room as a box with its windows, blurred where it is rough. `world` is what is
// outside along `d`.
vec3 mirrored(vec3 p, vec3 d, float roughness, vec3 world)
{
    vec3 mean = (above + below + around) * 0.25;
    world = mix(world, vec3(0.93), clamp(roughness * 5.0, 0.0, 0.9));
    float blur = 0.01 + roughness * 0.5;
    float soft = 0.02 + roughness * 1.6;
    vec3 far = mix(room_lo, room_hi, step(0.0, d));
    vec3 t = max((far - p) / (sign(d) * max(abs(d), 1e-4)), 0.0);
    float side = min(t.x, t.y);
    vec3 colour = wall_colour * arriving * 0.9 * mix(0.85, 1.0, smoothstep(0.0, 1.0, (p + d * side).z));
    vec3 level = d.z > 0.0 ? ceiling_colour * arriving * 0.85 : mix(floor_colour, vec3(dot(floor_colour, vec3(0.33))), roughness) * arriving * 1.05;
    colour = mix(colour, level, smoothstep(-soft, soft, (side - t.z) / max(side + t.z, 1e-3)));
    for (int i = 0; i < pane_count; i++) {
        float down = dot(d, pane_normal[i]);
        if (down > -0.02) continue;
        vec3 at = p + d * (dot(pane_corner[i] - p, pane_normal[i]) / down) - pane_corner[i];
        vec2 s = vec2(dot(at, pane_across[i]), dot(at, pane_up[i]));
        vec2 e = smoothstep(vec2(-blur), vec2(blur), s) * smoothstep(vec2(1.0 + blur), vec2(1.0 - blur), s);
        colour = mix(colour, pane_radiance[i] * 0.9 * world, e.x * e.y);
    }
    return mix(colour, mean, smoothstep(0.4, 0.75, roughness));
}

// Khronos PBR Neutral tone mapper (https://github.com/KhronosGroup/ToneMapping, Apache-2.0).
vec3 tone(vec3 c)
{
    const float start = 0.8 - 0.04, desaturation = 0.15;
    float x = min(c.r, min(c.g, c.b));
    float offset = x < 0.08 ? x - 6.25 * x * x : 0.04;
    c -= 0.35 * offset;
    float peak = max(c.r, max(c.g, c.b));
    if (peak < start) return c;
    float d = 1.0 - start;
    float next = 1.0 - d * d / (peak + d - start);
    c *= next / peak;
    return mix(c, vec3(next), 1.0 - 1.0 / (desaturation * (peak - next) + 1.0));
}

float fifth(float x)
{
    return x * x * x * x * x;
}

// A little more contrast in the middle, as photographers print: sRGB to sRGB, by the brightest colour, as in tone.py.
vec3 punch(vec3 c)
{
    float peak = max(c.r, max(c.g, c.b));
    return c * (0.78 + 0.22 * peak * (3.0 - 2.0 * peak));
}

#ifdef HAS_NORMAL_TEX
// The normal that a relief gives. The frame of the texture comes from the derivatives on the screen (Schueler 2006,
// "Normal Mapping Without Precomputed Tangents").
vec3 embossed(vec3 n)
{
    vec3 bump = texture(material.normal_texture, uv).rgb * 2.0 - 1.0;
    vec3 px = dFdx(place), py = dFdy(place);
    vec2 tx = dFdx(uv), ty = dFdy(uv);
    vec3 a = cross(py, n), b = cross(n, px);
    vec3 t = a * tx.x + b * ty.x, s = a * tx.y + b * ty.y;
    float longest = max(dot(t, t), dot(s, s));
    if (longest < 1e-20) return n;
    return normalize(mat3(t * inversesqrt(longest), s * inversesqrt(longest), n) * bump);
}
#endif

// One way leads through: software drivers follow every branch and mask what does not hold, so that what two branches
// would share is done once.
void main()
{
    float glass = dot(mirror_plane, vec4(place, 1.0));
    vec3 n = gl_FrontFacing ? normalize(facing) : -normalize(facing);
    surface_shown = vec4(n, number);
    vec3 v = normalize(cam_pos - place);
    vec4 base = material.base_color_factor;
    float rough = material.roughness_factor;
    float metal = material.metallic_factor;
#ifdef HAS_NORMAL_TEX
    n = embossed(n);
#endif
#ifdef HAS_BASE_COLOR_TEX
    vec4 texel = texture(material.base_color_texture, uv);
    if (texel.a < 0.5) discard;
    base.rgb *= to_linear(texel.rgb);
#endif
#ifdef HAS_METALLIC_ROUGHNESS_TEX
    vec3 surface = texture(material.metallic_roughness_texture, uv).rgb;
    rough *= surface.g;
    metal *= surface.b;
#endif
    bool pictured = mirror_state == 2 && metal > 0.9 && rough < 0.06 && abs(glass) < 0.003 && dot(n, mirror_plane.xyz) > 0.99;
    vec3 shown = to_linear(textureLod(mirror_picture, gl_FragCoord.xy / mirror_screen, 0.0).rgb);
    rough = clamp(rough, 0.03, 1.0);
    // The pane of a window shows the world outside; from behind it is a faint sheet.
    bool pane = base.a <= 0.0;
    // Walls are cut where the ceiling was taken off, the floor at its edge.
    bool cut = !pane && (place.z < -0.001 || n.z > 0.9 && abs(place.z - room_height) < 0.002);
    vec3 r = reflect(-v, n);
    vec3 world = outside(pane ? -v : r);
    float nv = max(dot(n, v), 0.0);
    float grazing = fifth(1.0 - nv);

    float open = ambient_open(place, n) * corners_open(place, n) * contact_open(place, n);
    vec3 irradiance = around;
    irradiance = mix(irradiance, n.z > 0.0 ? above : below, n.z * n.z) * open;
    irradiance += from_ceiling(place, n) * mix(open, 1.0, 0.3);
    for (int i = 0; i < pane_count; i++) {
        float e = rectangle(place, n, pane_corner[i], pane_u[i], pane_v[i], pane_normal[i]);
        if (e < 0.001) continue;
        vec3 d = pane_middle[i] - place;
        float reach = length(d);
        float softness = clamp(reach / pane_size[i], 0.9, 3.5);
        irradiance += pane_radiance[i] * e * seen(place + n * 0.03, d / reach, reach - 0.12, softness) * mix(open, 1.0, 0.3)
            * mix(1.0, 0.5, clamp(-n.z, 0.0, 1.0));
    }
    float lit = sunlit(place, n);
    irradiance += sun_colour * lit;

    vec3 f0 = mix(vec3(0.04), base.rgb, metal);
    vec3 shine = vec3(0.0);
    for (int i = 0; i < lamp_count; i++) {
        vec3 d = lamp_place[i] - place;
        float reach = length(d);
        if (reach > LAMP_REACH) continue;
        d /= max(reach, 1e-3);
        float nl = clamp(dot(n, d) * 0.9 + 0.1, 0.0, 1.0);
        float fade = 1.0 - reach * reach / (LAMP_REACH * LAMP_REACH);
        float power = nl * fade * fade / (reach * reach + 0.12);
        irradiance += lamp_colour[i] * power * mix(open, 1.0, 0.4);
    }

    vec3 fresnel = f0 + (max(vec3(1.0 - rough), f0) - f0) * grazing;
    float r_open = mix(open, 1.0, 0.3 + 0.5 * (1.0 - rough));
    shine += fresnel * mirrored(place, r, rough, world) * r_open;
    if (lit > 0.0) {
        vec3 half_way = normalize(v + sun);
        float a = max(rough * rough, 0.02);
        float nh = max(dot(n, half_way), 0.0);
        float q = nh * nh * (a * a - 1.0) + 1.0;
        shine += sun_colour * lit * f0 * min(a * a / (4.0 * q * q), 6.0) * 0.5;
    }

    vec3 colour = base.rgb * (1.0 - metal) * irradiance * (1.0 - fresnel * 0.6) + shine;
    colour *= exposure;
    colour += material.emissive_factor;
    float gloss = max(max(fresnel.r, fresnel.g), fresnel.b);
    float sheet = 0.04 + 0.96 * fifth(1.0 - abs(dot(n, v)));
    colour = pane ? world * day * 1.02 * (1.0 - sheet) + sheet * vec3(0.5) : colour;
    vec3 printed = to_srgb(pictured ? shown * base.rgb : clamp(tone(colour), 0.0, 1.0));
    printed = pane || pictured ? printed : punch(printed);
    frag_color = vec4(cut ? vec3(0.36, 0.35, 0.34) : printed, pane || base.a == 1.0 ? 1.0 : clamp(base.a + gloss, 0.0, 1.0));
}
