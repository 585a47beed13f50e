#version 330 core
// Which surface a sample shows: its normal and the number of its draw, as mesh.frag says it of a pixel's middle.

uniform float number;
#ifdef HOLES
uniform sampler2D base_color_texture;
#endif

in vec3 place;
in vec3 facing;
in vec2 uv;

// Not lit.
layout(location = 0) out vec4 colour;
layout(location = 1) out vec4 surface;

void main()
{
#ifdef HOLES
    if (texture(base_color_texture, uv).a < 0.5) discard;
#endif
    colour = vec4(0.0);
    surface = vec4(gl_FrontFacing ? normalize(facing) : -normalize(facing), number);
}
